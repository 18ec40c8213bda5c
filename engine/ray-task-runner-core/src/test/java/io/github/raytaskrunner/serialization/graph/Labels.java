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

import java.util.Arrays;
import java.util.List;

/**
 * Tells keys apart by text that is the same in every process.
 */
final class Labels {

	private Labels() {
	}

	static String of(Object key) {
		if (key instanceof OwnKeys.Member member) {
			return "member " + member.id();
		}
		if (key instanceof OwnKeys.Composite composite) {
			return "composite " + of(composite.key());
		}
		if (key instanceof OwnKeys.Key part) {
			return "key " + of(part.part()) + part.number();
		}
		if (key instanceof List<?> list) {
			return "list " + list.stream().map(Labels::of).toList();
		}
		if (key instanceof Object[] array) {
			return Arrays.deepToString(array);
		}
		if (key instanceof Float number) {
			return "float " + Float.floatToRawIntBits(number);
		}
		if (key instanceof Double number) {
			return "double " + Double.doubleToRawLongBits(number);
		}
		return key.getClass().getName() + " " + ((key instanceof Enum<?> constant) ? constant.name() : key);
	}

}
