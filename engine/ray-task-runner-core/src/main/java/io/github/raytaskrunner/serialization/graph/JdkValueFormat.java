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

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Writes values of the JDK that are a few numbers and nothing else, as these numbers.
 * Their serial forms say the same and take ten times as long.
 */
final class JdkValueFormat extends ValueFormat {

	private final BiConsumer<ByteSink, Object> writer;

	private final Function<ByteSource, ?> reader;

	private JdkValueFormat(Class<?> type, BiConsumer<ByteSink, Object> writer, Function<ByteSource, ?> reader) {
		super(type);
		this.writer = writer;
		this.reader = reader;
	}

	/**
	 * Return the formats of all these values.
	 * @return format by class
	 */
	static Map<Class<?>, Format> all() {
		return Stream
			.of(format(BigInteger.class, JdkValueFormat::write, JdkValueFormat::readBigInteger),
					format(BigDecimal.class, JdkValueFormat::write, JdkValueFormat::readBigDecimal),
					format(UUID.class, JdkValueFormat::write,
							(source) -> new UUID(source.readLong(), source.readLong())),
					format(LocalDate.class, (sink, date) -> sink.writeLong(date.toEpochDay()),
							(source) -> LocalDate.ofEpochDay(source.readLong())),
					format(LocalTime.class, (sink, time) -> sink.writeLong(time.toNanoOfDay()),
							(source) -> LocalTime.ofNanoOfDay(source.readLong())),
					format(LocalDateTime.class, JdkValueFormat::write, JdkValueFormat::readDateTime),
					format(OffsetDateTime.class, JdkValueFormat::write,
							(source) -> OffsetDateTime.of(readDateTime(source),
									ZoneOffset.ofTotalSeconds(source.readInt()))),
					format(Instant.class, JdkValueFormat::write,
							(source) -> Instant.ofEpochSecond(source.readLong(), source.readInt())),
					format(Duration.class, JdkValueFormat::write,
							(source) -> Duration.ofSeconds(source.readLong(), source.readInt())))
			.collect(Collectors.toMap(Format::type, Function.identity()));
	}

	private static <T> Format format(Class<T> type, BiConsumer<ByteSink, T> writer, Function<ByteSource, T> reader) {
		return new JdkValueFormat(type, (sink, value) -> writer.accept(sink, type.cast(value)), reader);
	}

	private static void write(ByteSink sink, BigInteger value) {
		byte[] bytes = value.toByteArray();
		sink.writeCount(bytes.length);
		sink.writeBytes(bytes);
	}

	private static BigInteger readBigInteger(ByteSource source) {
		return new BigInteger(source.readBytes(source.readSize(1)));
	}

	private static void write(ByteSink sink, BigDecimal value) {
		write(sink, value.unscaledValue());
		sink.writeInt(value.scale());
	}

	private static BigDecimal readBigDecimal(ByteSource source) {
		return new BigDecimal(readBigInteger(source), source.readInt());
	}

	private static void write(ByteSink sink, UUID value) {
		sink.writeLong(value.getMostSignificantBits());
		sink.writeLong(value.getLeastSignificantBits());
	}

	private static void write(ByteSink sink, LocalDateTime value) {
		sink.writeLong(value.toLocalDate().toEpochDay());
		sink.writeLong(value.toLocalTime().toNanoOfDay());
	}

	private static LocalDateTime readDateTime(ByteSource source) {
		return LocalDateTime.of(LocalDate.ofEpochDay(source.readLong()), LocalTime.ofNanoOfDay(source.readLong()));
	}

	private static void write(ByteSink sink, OffsetDateTime value) {
		write(sink, value.toLocalDateTime());
		sink.writeInt(value.getOffset().getTotalSeconds());
	}

	private static void write(ByteSink sink, Instant value) {
		sink.writeLong(value.getEpochSecond());
		sink.writeInt(value.getNano());
	}

	private static void write(ByteSink sink, Duration value) {
		sink.writeLong(value.getSeconds());
		sink.writeInt(value.getNano());
	}

	@Override
	boolean isImmutable() {
		return true;
	}

	@Override
	void write(GraphWriter writer, Object object) {
		this.writer.accept(writer.sink(), object);
	}

	@Override
	Object read(GraphReader reader) {
		return this.reader.apply(reader.source());
	}

}
