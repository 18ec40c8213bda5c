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

import java.lang.invoke.MethodHandle;
import java.text.DecimalFormat;
import java.util.Vector;
import java.util.regex.Pattern;

/**
 * How objects read what they wrote of the part that one class declares: by the
 * {@code readObject} of that class. Some of the JDK would come out different by that
 * alone, without a word.
 */
class SerialReading {

	private final MethodHandle readObject;

	SerialReading(MethodHandle readObject) {
		this.readObject = readObject;
	}

	/**
	 * Return how objects read themselves.
	 * @param type their class
	 * @param owner the class that declares the part
	 * @param readObject the method of that class
	 * @return how they do
	 */
	static SerialReading of(Class<?> type, Class<?> owner, MethodHandle readObject) {
		if (owner == DecimalFormat.class) {
			return new CurrencyFormatReading(readObject);
		}
		if (owner == Pattern.class) {
			return new PatternReading(readObject);
		}
		if (owner == Vector.class) {
			return new FieldReading(readObject);
		}
		return TableReading.isTable(owner) ? TableReading.of(type, owner, readObject) : new SerialReading(readObject);
	}

	/**
	 * Let an object read itself.
	 * @param level the part
	 * @param object the object
	 * @param data what it wrote
	 * @param input hands that out
	 * @throws Exception if the code of a class fails, or the object is not as it was
	 */
	void read(SerialLevel level, Object object, SerialData data, SerialInput input) throws Exception {
		readObject(level, object, data, input);
	}

	final void readObject(SerialLevel level, Object object, SerialData data, SerialInput input) throws Exception {
		input.run(level, object, data, (stream) -> Invocation.read(this.readObject, object, stream));
	}

}
