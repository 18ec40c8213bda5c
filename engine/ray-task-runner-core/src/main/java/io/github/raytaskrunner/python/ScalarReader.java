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

import java.lang.reflect.InvocationTargetException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.UUID;

import io.github.raytaskrunner.TaskSerializationException;
import org.jspecify.annotations.Nullable;

import org.springframework.util.ClassUtils;

/**
 * Turns what is neither a list nor a map into values of other types. For one message.
 */
final class ScalarReader {

	private final ValuePath path;

	/**
	 * Create a new reader.
	 * @param path where it is
	 */
	ScalarReader(ValuePath path) {
		this.path = path;
	}

	/**
	 * Return what takes the place of {@code None}.
	 * @param target the type of the value
	 */
	@Nullable Object readNull(Class<?> target) {
		if (target == OptionalInt.class) {
			return OptionalInt.empty();
		}
		if (target == OptionalLong.class) {
			return OptionalLong.empty();
		}
		if (target == OptionalDouble.class) {
			return OptionalDouble.empty();
		}
		if (target.isPrimitive()) {
			throw this.path.refuse("it is None, which is no " + target.getTypeName());
		}
		return null;
	}

	/**
	 * Read a value.
	 * @param value what {@link MessagePackReader} has read
	 * @param target the type of the value
	 */
	Object read(Object value, Class<?> target) {
		Class<?> type = ClassUtils.resolvePrimitiveIfNecessary(target);
		if (type.isInstance(value) && (type == Object.class || type == Number.class || !(value instanceof Number)
				|| type == value.getClass())) {
			return value;
		}
		Object read = null;
		if (value instanceof Long || value instanceof BigInteger) {
			read = integer((value instanceof Long number) ? BigInteger.valueOf(number) : (BigInteger) value, type);
		}
		else if (value instanceof Double number) {
			read = floating(number, type);
		}
		else if (value instanceof String text) {
			read = text(text, type);
		}
		if (read == null) {
			throw refuse(value, target);
		}
		return read;
	}

	private @Nullable Object integer(BigInteger value, Class<?> type) {
		if (type == BigInteger.class) {
			return value;
		}
		if (type == BigDecimal.class) {
			return new BigDecimal(value);
		}
		if (type == Double.class || type == OptionalDouble.class || type == Float.class) {
			return exact(value, type);
		}
		if (type == OptionalInt.class) {
			return OptionalInt.of((int) inRange(value, int.class, Integer.SIZE));
		}
		if (type == OptionalLong.class) {
			return OptionalLong.of(inRange(value, long.class, Long.SIZE));
		}
		if (type == Long.class) {
			return inRange(value, long.class, Long.SIZE);
		}
		if (type == Integer.class) {
			return (int) inRange(value, int.class, Integer.SIZE);
		}
		if (type == Short.class) {
			return (short) inRange(value, short.class, Short.SIZE);
		}
		return (type == Byte.class) ? (byte) inRange(value, byte.class, Byte.SIZE) : null;
	}

	private long inRange(BigInteger value, Class<?> type, int bits) {
		if (value.bitLength() >= bits) {
			throw this.path.refuse(value + " is out of the range of " + type);
		}
		return value.longValue();
	}

	private @Nullable Object exact(BigInteger value, Class<?> type) {
		boolean single = type == Float.class;
		double number = single ? value.floatValue() : value.doubleValue();
		if (!new BigDecimal(number).toBigInteger().equals(value)) {
			throw this.path.refuse(value + " has more digits than a " + (single ? "float" : "double"));
		}
		return floating(number, type);
	}

	private @Nullable Object floating(double value, Class<?> type) {
		if (type == Double.class) {
			return value;
		}
		if (type == OptionalDouble.class) {
			return OptionalDouble.of(value);
		}
		if (type == Float.class) {
			float number = (float) value;
			if (Float.isInfinite(number) && !Double.isInfinite(value)) {
				throw this.path.refuse(value + " is out of the range of float");
			}
			return number;
		}
		if (type == BigDecimal.class && Double.isFinite(value)) {
			return BigDecimal.valueOf(value);
		}
		return null;
	}

	private @Nullable Object text(String text, Class<?> type) {
		try {
			if (type == Character.class) {
				return (text.length() == 1) ? text.charAt(0) : null;
			}
			if (type == BigDecimal.class) {
				return new BigDecimal(text);
			}
			if (type == UUID.class) {
				return UUID.fromString(text);
			}
			if (type == URI.class) {
				return URI.create(text);
			}
			if (type == ZoneId.class) {
				return ZoneId.of(text);
			}
			if (type.isEnum()) {
				return constant(text, type);
			}
			return type.getPackageName().equals("java.time") ? parsed(text, type) : null;
		}
		catch (RuntimeException ex) {
			if (ex instanceof TaskSerializationException) {
				throw ex;
			}
			throw this.path.refuse("'" + text + "' is no " + type.getTypeName(), ex);
		}
	}

	private Object constant(String name, Class<?> type) {
		return Arrays.stream(type.getEnumConstants())
			.filter((constant) -> ((Enum<?>) constant).name().equals(name))
			.findFirst()
			.orElseThrow(() -> this.path.refuse("'" + name + "' is no " + type.getTypeName() + ", which has only "
					+ Arrays.toString(type.getEnumConstants())));
	}

	private @Nullable Object parsed(String text, Class<?> type) {
		try {
			return type.getMethod("parse", CharSequence.class).invoke(null, text);
		}
		catch (NoSuchMethodException ex) {
			return null;
		}
		catch (InvocationTargetException | IllegalAccessException ex) {
			throw this.path.refuse("'" + text + "' is no " + type.getTypeName(), ex.getCause());
		}
	}

	/**
	 * Return an exception that says that a value is of another type.
	 */
	TaskSerializationException refuse(Object value, Class<?> target) {
		return this.path.refuse("Python gave " + describe(value) + ", which is no " + target.getTypeName());
	}

	private static String describe(Object value) {
		if (value instanceof List<?> list) {
			return "a list of " + list.size();
		}
		if (value instanceof Map<?, ?> map) {
			return "a dict of " + map.size();
		}
		if (value instanceof byte[] bytes) {
			return bytes.length + " bytes";
		}
		if (value instanceof String text) {
			return "the text '" + ((text.length() > 100) ? text.substring(0, 100) + "..." : text) + "'";
		}
		return (value instanceof Boolean truth) ? (truth ? "True" : "False") : value.toString();
	}

}
