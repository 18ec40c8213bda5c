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

import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.function.Supplier;

import io.github.raytaskrunner.RemoteTaskException;
import io.github.raytaskrunner.TaskSerializationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests of classes that the parent of the application's class loader has as well, as with
 * Spring Boot's devtools.
 */
class RestartedClassesTests {

	private final ClassLoader restarted = new RestartClassLoader();

	private final TaskSerializer serializer = new TaskSerializer(this.restarted, (captured) -> null);

	@Test
	void valuesAreOfTheRestartedClasses() throws Exception {
		Callable<?> application = (Callable<?>) this.restarted.loadClass(Application.class.getName())
			.getDeclaredConstructor()
			.newInstance();
		List<?> values = (List<?>) application.call();
		List<?> copies = (List<?>) this.serializer.readValue(this.serializer.writeValue(values));
		assertThat(copies).hasSameSizeAs(values);
		assertThat(copies.get(0)).isEqualTo(values.get(0));
		assertThat(copies.get(1)).isEqualTo(values.get(1));
		assertThat((Object[]) copies.get(2)).isEqualTo(values.get(2)).hasSameClassAs(values.get(2));
		assertThat(copies.get(3)).isEqualTo(values.get(3));
		assertThat(copies.get(4)).isSameAs(values.get(4));
		assertThat(((Supplier<?>) copies.get(5)).get()).isSameAs(((Supplier<?>) values.get(5)).get());
		assertThat(values.get(4)).isNotSameAs(Operation.class);
	}

	@ParameterizedTest
	@MethodSource("valuesOfBefore")
	void valuesOfTheClassesBeforeARestartAreRefused(Object value) {
		assertThatExceptionOfType(TaskSerializationException.class)
			.isThrownBy(() -> this.serializer.writeValue(List.of(value)))
			.withMessageContaining("the application has another class ");
	}

	@Test
	void exceptionOfAClassBeforeARestartIsDescribed() {
		Throwable copy = this.serializer.readFailure(this.serializer.writeFailure(new FormerException()));
		assertThat(copy).isInstanceOfSatisfying(RemoteTaskException.class,
				(failure) -> assertThat(failure.getTypeName()).isEqualTo(FormerException.class.getName()));
	}

	static List<Object> valuesOfBefore() {
		List<Object> values = new ArrayList<>(new Application().call());
		values.add(Operation.PLUS);
		values.add(Operation[].class);
		values.add((Supplier<Object> & Serializable) () -> Operation.PLUS);
		values.add((Function<Pair, Object>) Pair::operation);
		values.add(new Object[] { new Operation[0] });
		return values;
	}

	/**
	 * Makes values of its own class loader.
	 */
	public static class Application implements Callable<List<Object>> {

		@Override
		public List<Object> call() {
			List<Object> values = new ArrayList<>();
			values.add(new EnumMap<>(Map.of(Operation.PLUS, 1)));
			values.add(EnumSet.allOf(Operation.class));
			values.add(new Operation[] { Operation.PLUS, null, Operation.LEFT });
			values.add(new Pair(Operation.LEFT, List.of(Operation.PLUS)));
			values.add(Operation.class);
			values.add((Supplier<Operation>) () -> Operation.PLUS);
			return values;
		}

	}

	enum Operation {

		PLUS {

			@Override
			int apply(int value) {
				return value + 1;
			}

		},

		LEFT;

		int apply(int value) {
			return value;
		}

	}

	record Pair(Operation operation, List<Operation> operations) {

	}

	static final class FormerException extends RuntimeException {

	}

	private static final class RestartClassLoader extends ClassLoader {

		RestartClassLoader() {
			super(RestartedClassesTests.class.getClassLoader());
		}

		@Override
		protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
			synchronized (getClassLoadingLock(name)) {
				Class<?> loaded = findLoadedClass(name);
				if (loaded != null || !name.startsWith(RestartedClassesTests.class.getName())) {
					return (loaded != null) ? loaded : super.loadClass(name, resolve);
				}
				try (InputStream file = getResourceAsStream(name.replace('.', '/') + ".class")) {
					if (file == null) {
						throw new ClassNotFoundException(name);
					}
					byte[] bytes = file.readAllBytes();
					return defineClass(name, bytes, 0, bytes.length);
				}
				catch (IOException ex) {
					throw new ClassNotFoundException(name, ex);
				}
			}
		}

	}

}
