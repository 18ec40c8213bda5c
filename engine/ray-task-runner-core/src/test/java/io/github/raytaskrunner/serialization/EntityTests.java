/*
 * Copyright 2026-present the original author or authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 *      https://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 */

package io.github.raytaskrunner.serialization;

import java.util.List;
import java.util.Map;

import io.github.raytaskrunner.RayCallable;
import io.github.raytaskrunner.TaskSerializationException;
import io.github.raytaskrunner.attempt.Attempt;
import io.github.raytaskrunner.attempt.AttemptResult;
import io.github.raytaskrunner.execution.AttemptExecutor;
import org.hibernate.proxy.HibernateProxy;
import org.hibernate.proxy.LazyInitializer;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Entities of JPA, whose associations may be loaded or not.
 */
class EntityTests {

	private final TaskSerializer serializer = new TaskSerializer(getClass().getClassLoader(), (captured) -> null);

	@Test
	void associationThatIsLoadedTravelsAsTheEntity() {
		Order order = new Order();
		Customer alice = new Customer("Alice");
		order.customer = new CustomerProxy(alice);
		order.payer = alice;
		RayCallable<String> task = () -> order.customer.getClass().getSimpleName() + " " + order.customer.name() + " "
				+ (order.customer == order.payer);
		assertThat(execute(task)).isEqualTo("Customer Alice true");
	}

	@Test
	void associationThatIsNotLoadedIsRefused() {
		Order order = new Order();
		order.customer = new CustomerProxy(null);
		RayCallable<String> task = () -> order.customer.name();
		assertThatExceptionOfType(TaskSerializationException.class).isThrownBy(() -> serialize(task))
			.withMessageContaining("customer")
			.withMessageContaining("an association that is not loaded belongs to this process");
	}

	private SerializedTask serialize(Object task) {
		return this.serializer.serialize(task, this.serializer.nameOf(task));
	}

	private Object execute(Object task) {
		Attempt attempt = new Attempt(1, "task", "key", 1, serialize(task).bytes(), List.of());
		AttemptResult result = new AttemptExecutor(this.serializer).execute(attempt, Map.of(), NoRunner::get,
				(progress) -> {
				});
		return this.serializer.readValue(result.value());
	}

	private static class Order {

		private Customer customer;

		private Customer payer;

	}

	private static class Customer {

		private final String name;

		Customer(String name) {
			this.name = name;
		}

		String name() {
			return this.name;
		}

	}

	private static final class CustomerProxy extends Customer implements HibernateProxy {

		private final Customer loaded;

		CustomerProxy(Customer loaded) {
			super(null);
			this.loaded = loaded;
		}

		@Override
		String name() {
			return this.loaded.name();
		}

		@Override
		public LazyInitializer getHibernateLazyInitializer() {
			return new LazyInitializer() {

				@Override
				public boolean isUninitialized() {
					return CustomerProxy.this.loaded == null;
				}

				@Override
				public Object getImplementation() {
					return CustomerProxy.this.loaded;
				}

			};
		}

	}

}
