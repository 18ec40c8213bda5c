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

package io.github.raytaskrunner.autoconfigure.context;

import io.micrometer.context.ThreadLocalAccessor;
import org.jspecify.annotations.Nullable;

/**
 * Accessors of thread-local values of tests.
 */
final class TestAccessors {

	private TestAccessors() {
	}

	/**
	 * Registered by {@code META-INF/services}.
	 */
	public static final class TenantAccessor implements ThreadLocalAccessor<Tenant> {

		static final ThreadLocal<@Nullable Tenant> TENANT = new ThreadLocal<>();

		@Override
		public Object key() {
			return "tests.tenant";
		}

		@Override
		public @Nullable Tenant getValue() {
			return TENANT.get();
		}

		@Override
		public void setValue(Tenant value) {
			TENANT.set(value);
		}

		@Override
		public void setValue() {
			TENANT.remove();
		}

	}

	/**
	 * Who something is done for. Not serializable, and needs not be.
	 */
	static final class Tenant {

		final String name;

		Tenant(String name) {
			this.name = name;
		}

	}

	/**
	 * To be registered by the application, so unknown on workers.
	 *
	 * @param key the key
	 * @param values the values
	 */
	record LocalAccessor(String key, ThreadLocal<@Nullable Object> values) implements ThreadLocalAccessor<Object> {

		@Override
		public @Nullable Object getValue() {
			return this.values.get();
		}

		@Override
		public void setValue(Object value) {
			this.values.set(value);
		}

		@Override
		public void setValue() {
			this.values.remove();
		}

	}

}
