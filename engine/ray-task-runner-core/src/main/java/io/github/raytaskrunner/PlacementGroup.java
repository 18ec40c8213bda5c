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

package io.github.raytaskrunner;

import org.springframework.util.Assert;

/**
 * A placement group of Ray: resources that were reserved together.
 *
 * @param name its name
 * @param bundleIndex index of the bundle in it, or {@link #ANY_BUNDLE}
 */
public record PlacementGroup(String name, int bundleIndex) {

	/**
	 * Index that stands for any bundle.
	 */
	public static final int ANY_BUNDLE = -1;

	public PlacementGroup {
		Assert.hasText(name, "'name' of a placement group must not be empty");
		RayText.ofRay("The name of a placement group", name);
	}

}
