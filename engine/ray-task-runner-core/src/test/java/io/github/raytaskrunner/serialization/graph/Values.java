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

import java.io.File;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Timestamp;
import java.text.ChoiceFormat;
import java.text.DateFormatSymbols;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.text.MessageFormat;
import java.text.SimpleDateFormat;
import java.time.Clock;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.MonthDay;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.Period;
import java.time.Year;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.chrono.HijrahDate;
import java.time.chrono.IsoChronology;
import java.time.chrono.JapaneseDate;
import java.time.chrono.MinguoDate;
import java.time.chrono.ThaiBuddhistDate;
import java.time.temporal.WeekFields;
import java.util.BitSet;
import java.util.Collections;
import java.util.Comparator;
import java.util.Currency;
import java.util.Date;
import java.util.EnumSet;
import java.util.GregorianCalendar;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Properties;
import java.util.Random;
import java.util.SimpleTimeZone;
import java.util.TimeZone;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.DoubleAdder;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

import com.google.common.collect.Range;
import kotlin.Pair;
import kotlin.Unit;
import kotlin.collections.CollectionsKt;
import kotlin.ranges.IntRange;
import kotlin.text.Regex;

/**
 * Values without references to other objects of a graph.
 */
final class Values {

	/**
	 * Those that hash tables may hold as elements and keys.
	 */
	static final List<Function<Random, Object>> KEYS = List.of((random) -> text(random), Random::nextInt,
			Random::nextLong, (random) -> (short) random.nextInt(), (random) -> (byte) random.nextInt(),
			(random) -> (char) random.nextInt(), (random) -> random.nextBoolean(), Random::nextGaussian,
			(random) -> Float.intBitsToFloat(random.nextInt()), (random) -> new BigInteger(90, random),
			(random) -> new BigDecimal(new BigInteger(70, random), random.nextInt(20) - 5),
			(random) -> new UUID(random.nextLong(), random.nextLong()), (random) -> date(random),
			(random) -> Instant.ofEpochSecond(random.nextInt(), random.nextInt(1_000_000_000)),
			(random) -> Duration.ofNanos(random.nextLong()), (random) -> Period.of(random.nextInt(9), 3, 40),
			(random) -> LocalTime.ofSecondOfDay(random.nextInt(86_400)),
			(random) -> LocalDateTime.ofEpochSecond(random.nextInt(), random.nextInt(1000), ZoneOffset.UTC),
			(random) -> ZonedDateTime.ofInstant(Instant.ofEpochSecond(random.nextInt()), zone(random)),
			(random) -> OffsetDateTime.ofInstant(Instant.ofEpochSecond(random.nextInt()),
					ZoneOffset.ofHours(random.nextInt(9))),
			(random) -> OffsetTime.of(random.nextInt(24), 3, 4, 5, ZoneOffset.ofHoursMinutes(5, 30)),
			(random) -> Year.of(random.nextInt(3000)), (random) -> YearMonth.of(random.nextInt(3000), 2),
			(random) -> MonthDay.of(2, 29), (random) -> zone(random),
			(random) -> ZoneOffset.ofTotalSeconds(random.nextInt(60_000)),
			(random) -> HijrahDate.of(1440 + random.nextInt(5), 1, 1 + random.nextInt(29)),
			(random) -> JapaneseDate.from(date(random).withYear(2000)), (random) -> MinguoDate.from(date(random)),
			(random) -> ThaiBuddhistDate.from(date(random)), (random) -> IsoChronology.INSTANCE,
			(random) -> WeekFields.of(locale(random)), (random) -> locale(random),
			(random) -> Currency.getInstance(pick(random, "EUR", "USD", "JPY")),
			(random) -> pick(random, DayOfWeek.values()), (random) -> pick(random, Operation.values()),
			(random) -> pick(random, TimeUnit.values()), (random) -> new Date(random.nextLong()),
			(random) -> timestamp(random), (random) -> URI.create("https://example.org/" + random.nextInt()),
			(random) -> new File("/tmp/" + random.nextInt()), (random) -> Path.of("a", "" + random.nextInt()),
			(random) -> pick(random, StandardCharsets.UTF_8, StandardCharsets.US_ASCII),
			(random) -> OptionalInt.of(random.nextInt()), (random) -> OptionalLong.empty(),
			(random) -> OptionalDouble.of(random.nextDouble()), (random) -> new MathContext(random.nextInt(30)),
			(random) -> pick(random, String.class, int.class, Values.class, int[][].class, Operation.PLUS.getClass()),
			(random) -> BitSet.valueOf(new long[] { random.nextLong(), random.nextLong() }),
			(random) -> random.ints(random.nextInt(4), 0, 9).boxed().toList(),
			(random) -> new Point(random.nextInt(), 2),
			(random) -> EnumSet.range(TimeUnit.NANOSECONDS, pick(random, TimeUnit.values())),
			(random) -> new InetSocketAddress(InetAddress.getLoopbackAddress(), random.nextInt(65_000)),
			(random) -> Range.closedOpen(1, 2 + random.nextInt(9)),
			(random) -> Clock.fixed(Instant.EPOCH, zone(random)),
			(random) -> new Pair<>(text(random), random.nextInt()), (random) -> new IntRange(1, random.nextInt(9)),
			(random) -> Unit.INSTANCE, (random) -> CollectionsKt.emptyList(), (random) -> List.of(),
			(random) -> Collections.emptyMap(), (random) -> Comparator.naturalOrder());

	/**
	 * Those that are equal by what they do only.
	 */
	static final List<Function<Random, Object>> OTHERS = List.of((random) -> new Random(random.nextLong()),
			(random) -> decimalFormat(random), (random) -> new SimpleDateFormat("yyyy-MM-dd HH", locale(random)),
			(random) -> new MessageFormat("{0} is {1,number,#.##}", Locale.ROOT),
			(random) -> new ChoiceFormat("0#none|1#one|2#many"), (random) -> numberSymbols(random),
			(random) -> dateSymbols(random), (random) -> timeZone(random), (random) -> calendar(random),
			(random) -> Pattern.compile("a+b*", random.nextInt(2) * Pattern.CASE_INSENSITIVE),
			(random) -> new AtomicInteger(random.nextInt()), (random) -> new AtomicLong(random.nextLong()),
			(random) -> new AtomicBoolean(random.nextBoolean()), (random) -> adder(random.nextInt()),
			(random) -> adder(random.nextDouble()), (random) -> new AtomicIntegerArray(random.ints(3).toArray()),
			(random) -> new StringBuilder(text(random)), (random) -> new StringBuffer(text(random)),
			(random) -> IntStream.range(0, random.nextInt(3)).summaryStatistics(),
			(random) -> LongStream.of(1, random.nextInt()).summaryStatistics(),
			(random) -> DoubleStream.of(0.1, random.nextDouble()).summaryStatistics(), (random) -> buffer(random),
			(random) -> random.ints(random.nextInt(5)).toArray(), (random) -> random.longs(3).toArray(),
			(random) -> random.doubles(random.nextInt(3)).toArray(), (random) -> new boolean[] { true, false },
			(random) -> text(random).getBytes(StandardCharsets.UTF_8), (random) -> text(random).toCharArray(),
			(random) -> new short[] { 1, (short) random.nextInt() }, (random) -> new float[] { random.nextFloat() },
			(random) -> new int[][] { { random.nextInt() }, {}, null }, (random) -> properties(random),
			(random) -> new StackTraceElement("a.B", "c", "B.java", random.nextInt(100)), (random) -> new Regex("x+"),
			(random) -> Point[].class.cast(new Point[] { null, new Point(1, 2) }),
			(random) -> new Operation[] { Operation.PLUS, null, Operation.LEFT });

	private Values() {
	}

	static String text(Random random) {
		return switch (random.nextInt(6)) {
			case 0 -> "";
			case 1 -> "ÄÖÜ é ñ " + random.nextInt();
			case 2 -> "漢字 \uD83D\uDE80 " + random.nextInt();
			case 3 -> "alone \uD83D" + random.nextInt();
			case 4 -> "nul \0 " + random.nextInt();
			default -> "text " + random.nextInt();
		};
	}

	@SafeVarargs
	static <T> T pick(Random random, T... choice) {
		return choice[random.nextInt(choice.length)];
	}

	private static LocalDate date(Random random) {
		return LocalDate.of(1950 + random.nextInt(100), 1 + random.nextInt(12), 1 + random.nextInt(28));
	}

	private static ZoneId zone(Random random) {
		return ZoneId.of(pick(random, "Europe/Berlin", "Asia/Kolkata", "UTC", "GMT+3", "America/New_York"));
	}

	private static Locale locale(Random random) {
		return Locale.forLanguageTag(pick(random, "de-DE", "zh-Hant-TW", "th-TH-u-ca-buddhist-nu-thai", "ja", "und",
				"x-private", "en-US-x-lvariant-POSIX"));
	}

	private static Timestamp timestamp(Random random) {
		Timestamp timestamp = new Timestamp(random.nextInt());
		timestamp.setNanos(random.nextInt(1_000_000_000));
		return timestamp;
	}

	// symbols of a locale and time zones differ between versions of the JDK

	private static DecimalFormatSymbols numberSymbols(Random random) {
		DecimalFormatSymbols symbols = DecimalFormatSymbols.getInstance(Locale.ROOT);
		symbols.setDecimalSeparator(pick(random, '.', ',', '\u066B'));
		symbols.setGroupingSeparator(pick(random, ' ', '\''));
		symbols.setMinusSign('~');
		return symbols;
	}

	private static DateFormatSymbols dateSymbols(Random random) {
		DateFormatSymbols symbols = DateFormatSymbols.getInstance(Locale.ROOT);
		String[] months = IntStream.range(0, 13).mapToObj((month) -> month + text(random)).toArray(String[]::new);
		symbols.setMonths(months);
		symbols.setWeekdays(new String[] { "", "a", "b", "c", "d", "e", "f", "g" });
		return symbols;
	}

	private static DecimalFormat decimalFormat(Random random) {
		DecimalFormat format = new DecimalFormat("#,##0.00", numberSymbols(random));
		format.setMaximumFractionDigits(random.nextInt(5));
		format.setParseBigDecimal(random.nextBoolean());
		return format;
	}

	private static TimeZone timeZone(Random random) {
		TimeZone zone = switch (random.nextInt(4)) {
			case 0 -> new SimpleTimeZone(3_600_000, "Own");
			case 1 -> new SimpleTimeZone(3_600_000, "Summer", 2, -1, 1, 7_200_000, 9, -1, 1, 7_200_000);
			case 2 -> TimeZone.getTimeZone("Europe/Berlin");
			default -> TimeZone.getTimeZone("GMT+05:30");
		};
		if (random.nextBoolean()) {
			zone.setRawOffset(random.nextInt(12) * 3_600_000);
		}
		return zone;
	}

	private static GregorianCalendar calendar(Random random) {
		GregorianCalendar calendar = new GregorianCalendar(new SimpleTimeZone(random.nextInt(9) * 3_600_000, "Own"),
				locale(random));
		calendar.setTimeInMillis(random.nextInt());
		calendar.setLenient(random.nextBoolean());
		calendar.setFirstDayOfWeek(1 + random.nextInt(7));
		calendar.setMinimalDaysInFirstWeek(1 + random.nextInt(7));
		return calendar;
	}

	private static LongAdder adder(int value) {
		LongAdder adder = new LongAdder();
		adder.add(value);
		return adder;
	}

	private static DoubleAdder adder(double value) {
		DoubleAdder adder = new DoubleAdder();
		adder.add(value);
		return adder;
	}

	private static ByteBuffer buffer(Random random) {
		ByteBuffer buffer = (random.nextBoolean()) ? ByteBuffer.allocate(10) : ByteBuffer.allocateDirect(10);
		buffer.putInt(random.nextInt()).putShort((short) 1);
		buffer.order(pick(random, ByteOrder.LITTLE_ENDIAN, ByteOrder.BIG_ENDIAN)).limit(8);
		return pick(random, buffer, buffer.slice(), buffer.asReadOnlyBuffer());
	}

	private static Properties properties(Random random) {
		Properties defaults = new Properties();
		defaults.setProperty("a", text(random));
		Properties properties = new Properties(defaults);
		properties.setProperty("b", text(random));
		return properties;
	}

	record Point(int x, int y) {

	}

	enum Operation {

		PLUS {

			@Override
			int apply(int value) {
				return value + 1;
			}

		},

		LEFT;

		int apply(int value) {
			return value;
		}

	}

}
