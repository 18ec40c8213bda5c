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

package io.github.raytaskrunner.runner;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

import io.github.raytaskrunner.Unmapped;
import io.github.raytaskrunner.serialization.GroupFunction;
import org.jspecify.annotations.Nullable;

import org.springframework.util.Assert;

/**
 * What a function is to be called with: a row for each call, a column for each parameter.
 * All columns have the same length, also those of unmapped values.
 */
final class MapColumns {

	private final List<List<?>> columns = new ArrayList<>();

	/**
	 * Indexes of the columns that are not the same in each row.
	 */
	private final int[] mapped;

	private final int rows;

	/**
	 * Create new columns.
	 * @param parameters the items of each parameter
	 * @throws IllegalArgumentException if their numbers differ, or all are unmapped
	 */
	MapColumns(Iterable<?>... parameters) {
		List<@Nullable List<?>> mapped = new ArrayList<>();
		for (int i = 0; i < parameters.length; i++) {
			Iterable<?> parameter = parameters[i];
			String position = "Parameter " + (i + 1) + " to map must not be null; for no items, give an empty list";
			Assert.notNull(parameter, position);
			mapped.add((parameter instanceof Unmapped<?>) ? null : copy(parameter));
		}
		this.rows = rows(mapped);
		for (int i = 0; i < parameters.length; i++) {
			List<?> items = mapped.get(i);
			this.columns
				.add((items != null) ? items : Collections.nCopies(this.rows, ((Unmapped<?>) parameters[i]).value()));
		}
		this.mapped = IntStream.range(0, parameters.length).filter((i) -> mapped.get(i) != null).toArray();
	}

	int rows() {
		return this.rows;
	}

	@SuppressWarnings({ "unchecked", "NullAway" })
	<T extends @Nullable Object> T item(int column, int row) {
		return (T) this.columns.get(column).get(row);
	}

	/**
	 * Return a function that is called with what is not the same in each row.
	 * @param function the function of all parameters
	 * @return the function, for what {@link #row} returns
	 */
	GroupFunction ofRow(Object function) {
		@Nullable Object[] parameters = new Object[this.columns.size()];
		for (int i = 0; i < parameters.length; i++) {
			parameters[i] = (this.rows > 0) ? item(i, 0) : null;
		}
		for (int column : this.mapped) {
			parameters[column] = null;
		}
		return new GroupFunction(function, parameters, this.mapped);
	}

	/**
	 * Return what is not the same in each row.
	 * @param row index of the row
	 * @return the item if there is one column only, else an array
	 */
	@Nullable Object row(int row) {
		if (this.columns.size() == 1) {
			return item(0, row);
		}
		@Nullable Object[] items = new Object[this.mapped.length];
		for (int i = 0; i < items.length; i++) {
			items[i] = item(this.mapped[i], row);
		}
		return items;
	}

	private static List<?> copy(Iterable<?> items) {
		List<@Nullable Object> copy = new ArrayList<>();
		items.forEach(copy::add);
		return copy;
	}

	private static int rows(List<@Nullable List<?>> mapped) {
		List<String> lengths = new ArrayList<>();
		Set<Integer> sizes = new HashSet<>();
		for (int i = 0; i < mapped.size(); i++) {
			List<?> items = mapped.get(i);
			if (items != null) {
				sizes.add(items.size());
				lengths.add("parameter " + (i + 1) + " has " + items.size());
			}
		}
		Assert.isTrue(!sizes.isEmpty(), "There is nothing to map: every parameter is unmapped");
		Assert.isTrue(sizes.size() == 1, () -> "The numbers of items to map differ: " + String.join(", ", lengths));
		return sizes.iterator().next();
	}

}
