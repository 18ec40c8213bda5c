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

import org.jspecify.annotations.Nullable;

/**
 * Refuses objects that must not travel for reasons that only the application knows, such
 * as beans of its context. Asked for every object of an application class on the way to
 * another process, so it has to be fast; called by several threads at once.
 */
@FunctionalInterface
public interface CaptureGuard {

	/**
	 * Return why an object must not be captured.
	 * @param captured the object
	 * @return the reason, as the end of a message that names the path to the object, or
	 * {@code null} if the object may travel
	 */
	@Nullable String refuse(Object captured);

}
