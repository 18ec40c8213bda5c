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

package io.github.raytaskrunner.serialization.graph;

import org.jspecify.annotations.Nullable;

/**
 * Classes of an application that are found by their hash.
 */
final class OwnKeys {

	private OwnKeys() {
	}

	record Key(Object part, int number) {

	}

	static final class Composite {

		@Nullable Object link;

		private final Object key;

		Composite(Object key) {
			this.key = key;
		}

		Object key() {
			return this.key;
		}

		@Override
		public boolean equals(@Nullable Object other) {
			return other instanceof Composite composite && composite.key.equals(this.key);
		}

		@Override
		public int hashCode() {
			return this.key.hashCode();
		}

	}

	static final class Member {

		private final int id;

		@Nullable Object link;

		Member(int id) {
			this.id = id;
		}

		int id() {
			return this.id;
		}

		@Override
		public boolean equals(@Nullable Object other) {
			return other instanceof Member member && member.id == this.id;
		}

		@Override
		public int hashCode() {
			return this.id;
		}

	}

}
