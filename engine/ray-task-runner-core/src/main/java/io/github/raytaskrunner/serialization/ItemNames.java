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
 * Names and keys of the items of a {@code map}, which are made of those of the
 * {@code map}.
 */
public final class ItemNames {

	private static final char KEY_SEPARATOR = '-';

	private ItemNames() {
	}

	/**
	 * Return what the name of an item tells beside that of the {@code map}.
	 * @param own the name that the item was given, or {@code null} if it was given none
	 * @param index index of the item
	 * @return the name that it was given, or else its index
	 */
	public static String item(@Nullable String own, int index) {
		return (own != null) ? own : String.valueOf(index);
	}

	/**
	 * Return the name of the task of an item.
	 * @param map name of the {@code map}
	 * @param item what tells the item from others
	 * @return the name
	 */
	public static String name(String map, String item) {
		return map + "[" + item + "]";
	}

	/**
	 * Return the key of the task of an item.
	 * @param map key of the {@code map}
	 * @param index index of the item
	 * @return the key
	 */
	public static String key(String map, int index) {
		return map + KEY_SEPARATOR + index;
	}

	/**
	 * Return the key of the {@code map} that an item with some key is of.
	 * @param key the key of the item
	 * @return the key of the {@code map}, if there is such a {@code map}
	 */
	public static String keyOfMap(String key) {
		return key.substring(0, Math.max(0, key.lastIndexOf(KEY_SEPARATOR)));
	}

}
