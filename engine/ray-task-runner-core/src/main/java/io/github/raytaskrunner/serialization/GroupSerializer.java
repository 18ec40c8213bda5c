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

import io.github.raytaskrunner.serialization.graph.GraphCodec;
import io.github.raytaskrunner.serialization.graph.SeriesWriter;
import org.jspecify.annotations.Nullable;

/**
 * Turns the function of a group and its items into bytes. Function and items are graphs
 * of their own. Not thread-safe.
 */
public final class GroupSerializer {

	private static final byte[] NO_HEADER = {};

	private final GraphCodec codec;

	private final TaskInputs none;

	private Upstreams itemUpstreams = new Upstreams();

	private SeriesWriter items;

	GroupSerializer(GraphCodec codec, TaskInputs none) {
		this.codec = codec;
		this.none = none;
		this.items = codec.series(this.itemUpstreams, none.proof(this.itemUpstreams));
	}

	/**
	 * Turn a function into bytes.
	 * @param function a {@link io.github.raytaskrunner.RayFunction} or a
	 * {@link GroupFunction}
	 * @return the function and the futures that it captured
	 * @throws RuntimeException if it captured something that cannot travel
	 */
	public SerializedFunction function(Object function) {
		Upstreams upstreams = new Upstreams();
		SeriesWriter writer = this.codec.series(upstreams, this.none.proof(upstreams));
		byte[] bytes = writer.write(NO_HEADER, function);
		return new SerializedFunction(bytes, writer.isImmutable(), upstreams.futures());
	}

	/**
	 * Turn an item into bytes.
	 * @param item the item
	 * @return the item, or {@code null} if there is a future in it
	 * @throws RuntimeException if there is something in it that cannot travel
	 */
	public byte @Nullable [] item(@Nullable Object item) {
		byte[] bytes = this.items.write(NO_HEADER, item);
		if (this.itemUpstreams.isEmpty()) {
			return bytes;
		}
		this.itemUpstreams = new Upstreams();
		this.items = this.codec.series(this.itemUpstreams, this.none.proof(this.itemUpstreams));
		return null;
	}

}
