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

import io.github.raytaskrunner.RayBiFunction;
import io.github.raytaskrunner.RayFunction;
import io.github.raytaskrunner.RayQuadFunction;
import io.github.raytaskrunner.RayTriFunction;
import org.jspecify.annotations.Nullable;

/**
 * A function of several parameters as one of a single one, which is an array of those
 * that differ from item to item.
 *
 * @param function the function
 * @param parameters what all items have in common, by position
 * @param mapped positions of the parameters that each item has of its own
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record GroupFunction(Object function, @Nullable Object[] parameters, int[] mapped) {

	/**
	 * Call the function of a group.
	 * @param function a {@link RayFunction} or a {@link GroupFunction}
	 * @param item the item
	 * @return what the function returns
	 * @throws Exception what the function throws
	 */
	@SuppressWarnings({ "unchecked", "NullAway" })
	public static @Nullable Object call(Object function, @Nullable Object item) throws Exception {
		if (function instanceof RayFunction<?, ?> single) {
			return ((RayFunction<@Nullable Object, @Nullable Object>) single).apply(item);
		}
		return ((GroupFunction) function).apply((@Nullable Object[]) item);
	}

	@SuppressWarnings({ "unchecked", "rawtypes", "NullAway" })
	private @Nullable Object apply(@Nullable Object[] item) throws Exception {
		@Nullable Object[] all = this.parameters.clone();
		for (int i = 0; i < item.length; i++) {
			all[this.mapped[i]] = item[i];
		}
		if (this.function instanceof RayBiFunction two) {
			return two.apply(all[0], all[1]);
		}
		if (this.function instanceof RayTriFunction three) {
			return three.apply(all[0], all[1], all[2]);
		}
		return ((RayQuadFunction) this.function).apply(all[0], all[1], all[2], all[3]);
	}

}
