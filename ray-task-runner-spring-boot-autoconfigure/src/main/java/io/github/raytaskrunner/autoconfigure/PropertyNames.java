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

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

import org.springframework.boot.context.properties.bind.DataObjectPropertyName;

/**
 * The names of all {@code ray.*} properties, to tell those that are misspelt.
 */
final class PropertyNames {

	/**
	 * Stands for an element that is free, such as the name of a profile.
	 */
	private static final String ANY = "*";

	private static final int ELEMENT_DISTANCE = 3;

	private static final double DISTANCE_RATIO = 0.45;

	private final List<Name> names = new ArrayList<>();

	PropertyNames() {
		collect("ray", RayProperties.class);
	}

	/**
	 * Return whether a property exists.
	 * @param name the name in any notation, such as {@code ray.init.numcpus}
	 * @return whether it exists
	 */
	boolean contains(String name) {
		return this.names.stream().anyMatch((known) -> known.matches(name));
	}

	/**
	 * Return the property whose name is most like another name.
	 * @param name the other name
	 * @return the name of the property, or nothing if none is like it
	 */
	Optional<String> nearest(String name) {
		String uniform = uniform(name);
		return this.names.stream()
			.map((known) -> known.like(name))
			.min(Comparator.comparingInt((known) -> distance(uniform, uniform(known))))
			.filter((known) -> isNear(name, known));
	}

	// what both begin with says nothing about the rest
	private static boolean isNear(String name, String known) {
		int common = 0;
		for (int i = 0; i < Math.min(name.length(), known.length()) && name.charAt(i) == known.charAt(i); i++) {
			common = (name.charAt(i) == '.') ? i + 1 : common;
		}
		String rest = uniform(name.substring(common));
		String knownRest = uniform(known.substring(common));
		return knownRest.startsWith(rest)
				|| distance(rest, knownRest) <= DISTANCE_RATIO * Math.max(rest.length(), knownRest.length());
	}

	private void collect(String prefix, Class<?> properties) {
		for (RecordComponent component : properties.getRecordComponents()) {
			String name = prefix + "." + DataObjectPropertyName.toDashedForm(component.getName());
			Class<?> type = component.getType();
			if (type.isRecord()) {
				collect(name, type);
			}
			else if (type == Map.class && valueType(component) instanceof Class<?> value && value.isRecord()) {
				collect(name + "." + ANY, value);
			}
			else {
				this.names.add(new Name(name, type == Map.class, type == List.class));
			}
		}
	}

	private static Type valueType(RecordComponent component) {
		return ((ParameterizedType) component.getGenericType()).getActualTypeArguments()[1];
	}

	private static boolean isLike(String element, String known) {
		return distance(uniform(element), uniform(known)) < ELEMENT_DISTANCE;
	}

	private static String uniform(String name) {
		return name.replaceAll("[^A-Za-z0-9*]", "").toLowerCase(Locale.ROOT);
	}

	// Levenshtein's
	private static int distance(String left, String right) {
		int[] previous = new int[right.length() + 1];
		for (int j = 0; j <= right.length(); j++) {
			previous[j] = j;
		}
		for (int i = 1; i <= left.length(); i++) {
			int[] current = new int[right.length() + 1];
			current[0] = i;
			for (int j = 1; j <= right.length(); j++) {
				int replaced = previous[j - 1] + ((left.charAt(i - 1) != right.charAt(j - 1)) ? 1 : 0);
				current[j] = Math.min(replaced, 1 + Math.min(previous[j], current[j - 1]));
			}
			previous = current;
		}
		return previous[right.length()];
	}

	/**
	 * Name of a property.
	 *
	 * @param text the name, in kebab case
	 * @param map whether the property is a map, so that further elements are free
	 * @param list whether the property is a list, so that an index may follow
	 */
	private record Name(String text, boolean map, boolean list) {

		boolean matches(String name) {
			String own = uniform(withElementsOf(name));
			String other = uniform(name);
			if (this.map) {
				return other.startsWith(own);
			}
			return this.list ? other.matches(own + "\\d*") : other.equals(own);
		}

		/**
		 * Return what a similar name may have been meant to be.
		 */
		String like(String name) {
			String like = withElementsOf(name);
			int elements = this.text.split("\\.").length;
			String[] others = name.split("\\.", elements + 1);
			return (this.map && others.length > elements) ? like + "." + others[elements] : like;
		}

		private String withElementsOf(String name) {
			String[] elements = this.text.split("\\.");
			String[] others = name.split("\\.");
			for (int i = 0; i < elements.length; i++) {
				if (elements[i].equals(ANY) && i < others.length && isLike(others[i - 1], elements[i - 1])) {
					elements[i] = others[i];
				}
			}
			return String.join(".", elements);
		}

	}

}
