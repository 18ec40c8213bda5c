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

import java.util.Iterator;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/**
 * A value that every call of a mapped function gets, where other parameters get an item
 * each:
 *
 * <pre class="code">
 * RayTaskFutures&lt;Integer&gt; products = runner.map((number, factor) -&gt; number * factor, List.of(1, 2, 3),
 * 		Unmapped.unmapped(10));
 * </pre>
 *
 * For a large value it is better to {@linkplain RayTaskRunner#put put} it first, and to
 * use its future here. As an {@link Iterable} this repeats the value without end.
 *
 * @param <T> the type of the value
 */
public final class Unmapped<T extends @Nullable Object> implements Iterable<T> {

	private final T value;

	private Unmapped(T value) {
		this.value = value;
	}

	/**
	 * Return a value that every call gets.
	 * @param <T> the type of the value
	 * @param value the value
	 * @return the value as a parameter of {@code map}
	 */
	public static <T extends @Nullable Object> Unmapped<T> unmapped(T value) {
		return new Unmapped<>(value);
	}

	/**
	 * Return the value.
	 * @return the value
	 */
	public T value() {
		return this.value;
	}

	@Override
	public Iterator<T> iterator() {
		return Stream.generate(this::value).iterator();
	}

}
