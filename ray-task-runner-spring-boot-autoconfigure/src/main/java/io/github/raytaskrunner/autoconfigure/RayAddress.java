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

package io.github.raytaskrunner.autoconfigure;

import org.jspecify.annotations.Nullable;

/**
 * Where tasks run, as the property {@code ray.address} says it.
 *
 * @param text the property without blanks around it, empty if it is not set
 */
record RayAddress(String text) {

	static RayAddress of(@Nullable String property) {
		return new RayAddress((property != null) ? property.strip() : "");
	}

	boolean isSet() {
		return !this.text.isEmpty();
	}

	boolean isEmbedded() {
		return this.text.equals("embedded");
	}

	boolean isLocal() {
		return this.text.equals("local");
	}

	boolean isAuto() {
		return this.text.equals("auto");
	}

	/**
	 * Return whether it is that of a cluster which runs already.
	 */
	boolean isOfCluster() {
		return isSet() && !isEmbedded() && !isLocal() && !isAuto();
	}

}
