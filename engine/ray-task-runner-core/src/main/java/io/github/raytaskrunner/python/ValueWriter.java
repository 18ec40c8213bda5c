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

package io.github.raytaskrunner.python;

import java.lang.reflect.Array;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.time.MonthDay;
import java.time.ZoneId;
import java.time.temporal.Temporal;
import java.time.temporal.TemporalAmount;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.function.Function;

import io.github.raytaskrunner.RayTaskFuture;
import io.github.raytaskrunner.RayTaskFutures;
import org.jspecify.annotations.Nullable;

/**
 * Writes values of Java as those of Python that are most like them. Nothing is left out:
 * what Python has nothing for is refused. For one message.
 */
final class ValueWriter {

	private final MessagePackWriter output;

	private final ValuePath path;

	private final Function<RayTaskFuture<?>, @Nullable Object> futures;

	/**
	 * Create a new writer.
	 * @param output where to write
	 * @param subject begins the message if something is refused
	 * @param futures gives the value to write for a future
	 */
	ValueWriter(MessagePackWriter output, String subject, Function<RayTaskFuture<?>, @Nullable Object> futures) {
		this.output = output;
		this.path = new ValuePath(subject);
		this.futures = futures;
	}

	/**
	 * Begin a list.
	 * @param size number of values that are written next
	 */
	void writeList(int size) {
		this.output.writeList(size);
	}

	/**
	 * Write a value.
	 * @param name what it is, to be named if something in it is refused
	 * @param value the value
	 */
	void write(String name, @Nullable Object value) {
		this.path.enter(name);
		write(value);
		this.path.leave();
	}

	private void write(@Nullable Object value) {
		if (value == null) {
			this.output.writeNil();
		}
		else if (value instanceof RayTaskFuture<?> future) {
			write(this.futures.apply(future));
		}
		else if (value instanceof RayTaskFutures<?> several) {
			List<@Nullable Object> elements = new ArrayList<>();
			several.forEach(elements::add);
			writeElements(elements);
		}
		else if (value instanceof Map<?, ?> map) {
			writeMap(map);
		}
		else if (value instanceof Collection<?> collection) {
			writeElements(new ArrayList<>(collection));
		}
		else if (value instanceof Record object) {
			writeRecord(object);
		}
		else if (value instanceof byte[] bytes) {
			this.output.writeBytes(bytes);
		}
		else if (value.getClass().isArray()) {
			writeArray(value);
		}
		else if (!writeScalar(value) && !writeOptional(value)) {
			throw refused(value);
		}
	}

	private void writeElements(List<?> elements) {
		this.output.writeList(elements.size());
		for (int i = 0; i < elements.size(); i++) {
			this.path.enter(i);
			write(elements.get(i));
			this.path.leave();
		}
	}

	private void writeArray(Object array) {
		int length = Array.getLength(array);
		this.output.writeList(length);
		for (int i = 0; i < length; i++) {
			this.path.enter(i);
			write(Array.get(array, i));
			this.path.leave();
		}
	}

	private void writeMap(Map<?, ?> map) {
		List<Map.Entry<?, ?>> entries = new ArrayList<>(map.entrySet());
		this.output.writeMap(entries.size());
		for (Map.Entry<?, ?> entry : entries) {
			this.path.enterKey(entry.getKey());
			if (!writeScalar(entry.getKey())) {
				throw this.path.refuse("an object of " + describe(entry.getKey()) + " cannot be a key in Python");
			}
			write(entry.getValue());
			this.path.leave();
		}
	}

	private void writeRecord(Record object) {
		RecordComponent[] components = object.getClass().getRecordComponents();
		this.output.writeMap(components.length);
		for (RecordComponent component : components) {
			this.path.enter(component.getName());
			writeText(component.getName());
			write(component(object, component));
			this.path.leave();
		}
	}

	private @Nullable Object component(Record object, RecordComponent component) {
		try {
			Method accessor = component.getAccessor();
			accessor.setAccessible(true);
			return accessor.invoke(object);
		}
		catch (InvocationTargetException ex) {
			throw this.path.refuse("it cannot be read: " + ex.getCause(), ex.getCause());
		}
		catch (ReflectiveOperationException | RuntimeException ex) {
			throw this.path.refuse("it cannot be read: " + ex, ex);
		}
	}

	private boolean writeScalar(@Nullable Object value) {
		if (value == null) {
			this.output.writeNil();
		}
		else if (value instanceof String text) {
			writeText(text);
		}
		else if (value instanceof Boolean truth) {
			this.output.writeBoolean(truth);
		}
		else if (value instanceof Number number) {
			return writeNumber(number);
		}
		else if (value instanceof Enum<?> constant) {
			writeText(constant.name());
		}
		else if (isText(value)) {
			writeText(value.toString());
		}
		else {
			return false;
		}
		return true;
	}

	private boolean writeNumber(Number number) {
		if (number instanceof Integer || number instanceof Long || number instanceof Short || number instanceof Byte) {
			this.output.writeInteger(number.longValue());
		}
		else if (number instanceof Double || number instanceof Float) {
			this.output.writeDouble(number.doubleValue());
		}
		else if (number instanceof BigInteger integer) {
			if (!this.output.writeInteger(integer)) {
				throw this.path.refuse("an integer of more than 64 bits cannot be passed to Python; pass it as a text");
			}
		}
		else if (number instanceof BigDecimal decimal) {
			writeText(decimal.toString());
		}
		else {
			return false;
		}
		return true;
	}

	private boolean writeOptional(Object value) {
		if (value instanceof Optional<?> optional) {
			write(optional.orElse(null));
		}
		else if (value instanceof OptionalInt optional) {
			write(optional.isPresent() ? optional.getAsInt() : null);
		}
		else if (value instanceof OptionalLong optional) {
			write(optional.isPresent() ? optional.getAsLong() : null);
		}
		else if (value instanceof OptionalDouble optional) {
			write(optional.isPresent() ? optional.getAsDouble() : null);
		}
		else {
			return false;
		}
		return true;
	}

	/**
	 * Return whether an object is all that its text says.
	 */
	private static boolean isText(Object value) {
		return value instanceof Character || value instanceof UUID || value instanceof URI || value instanceof ZoneId
				|| ((value instanceof Temporal || value instanceof TemporalAmount || value instanceof MonthDay)
						&& value.getClass().getPackageName().equals("java.time"));
	}

	private void writeText(String text) {
		if (!this.output.writeText(text)) {
			throw this.path.refuse("half of a surrogate pair is no text");
		}
	}

	private RuntimeException refused(Object value) {
		return this.path.refuse("an object of " + describe(value) + " cannot be passed to Python; pass records, maps, "
				+ "collections, arrays, texts, numbers and the like");
	}

	private static String describe(@Nullable Object value) {
		return (value != null) ? value.getClass().getTypeName() : "no class";
	}

}
