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

import java.io.IOException;
import java.io.ObjectInputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.locks.ReentrantLock;

import io.github.raytaskrunner.RayCallable;
import io.github.raytaskrunner.RayRunnable;
import io.github.raytaskrunner.RemoteTaskException;
import io.github.raytaskrunner.TaskSerializationException;
import io.github.raytaskrunner.attempt.AttemptResult;
import io.github.raytaskrunner.attempt.TestAttempts;
import io.github.raytaskrunner.execution.AttemptExecutor;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

/**
 * Tests for {@link TaskSerializer}: exceptions of tasks.
 */
class FailureTests {

	private final TaskSerializer serializer = new TaskSerializer(getClass().getClassLoader(), (captured) -> null);

	private AttemptResult execute(Object task) {
		return executeBytes(this.serializer.serialize(task, "task").bytes());
	}

	private AttemptResult executeBytes(byte[] task) {
		return new AttemptExecutor(this.serializer).execute(TestAttempts.of(1, task), Map.of(), NoRunner::get,
				(progress) -> {
				});
	}

	private Throwable failureOf(RayRunnable task) {
		AttemptResult result = execute(task);
		assertThat(result.failed()).isTrue();
		return this.serializer.readFailure(result.value());
	}

	private static void throwDeep() throws IOException {
		IOException failure = new IOException("disk", new IllegalStateException("controller", new Error("cable")));
		failure.addSuppressed(new IllegalArgumentException("suppressed"));
		throw failure;
	}

	@Test
	void exceptionKeepsTypeMessageStackCausesAndSuppressed() {
		Throwable failure = failureOf(FailureTests::throwDeep);
		assertThat(failure).isExactlyInstanceOf(IOException.class).hasMessage("disk");
		assertThat(failure.getCause()).isExactlyInstanceOf(IllegalStateException.class).hasMessage("controller");
		assertThat(failure.getCause().getCause()).isExactlyInstanceOf(Error.class).hasMessage("cable");
		assertThat(failure.getSuppressed()).singleElement().isInstanceOf(IllegalArgumentException.class);
		assertThat(failure.getStackTrace()[0].getMethodName()).isEqualTo("throwDeep");
		assertThat(failure.getStackTrace()[0].getFileName()).isEqualTo("FailureTests.java");
		assertThat(failure.getStackTrace()[0].getLineNumber()).isPositive();
		assertThat(failure.getCause().getStackTrace()[0].getMethodName()).isEqualTo("throwDeep");
	}

	@Test
	void whatWasNullIsSaidWhereTheExceptionArrives() {
		String[] names = new String[1];
		Throwable failure = failureOf(() -> names[0].length());
		assertThat(failure).isExactlyInstanceOf(NullPointerException.class)
			.hasMessageStartingWith("Cannot invoke \"String.length()\" because ");
	}

	@Test
	void whatWasNullIsSaidWhereTheExceptionWasCaptured() {
		Throwable captured = catchThrowable(() -> Objects.requireNonNull(System.getProperty("no such")).length());
		Throwable thrown = catchThrowable(() -> System.getProperty("no such").length());
		Throwable failure = failureOf(() -> {
			throw new IllegalStateException(captured.getMessage() + ", " + thrown.getMessage());
		});
		assertThat(failure).hasMessageMatching("null, Cannot invoke \"String.length\\(\\)\" because .* is null");
	}

	@Test
	void exceptionOfTheApplicationKeepsItsFields() {
		Throwable failure = failureOf(() -> {
			throw new OrderException(42, List.of("a"));
		});
		assertThat(failure).isInstanceOfSatisfying(OrderException.class, (exception) -> {
			assertThat(exception).hasMessage("order 42");
			assertThat(exception.id).isEqualTo(42);
			assertThat(exception.details).containsExactly("a");
		});
	}

	@Test
	void exceptionArrivesWithoutItsConstructor() {
		Throwable failure = failureOf(() -> {
			throw new CheckedMessageException(" checked ");
		});
		assertThat(failure).isExactlyInstanceOf(CheckedMessageException.class).hasMessage("checked");
	}

	@Test
	void exceptionWithFieldsThatCannotTravelArrivesAsStandIn() {
		Throwable failure = failureOf(() -> {
			throw new LockedException("locked", new IOException("cause", new LockedException("inner", null)));
		});
		assertThat(failure).isInstanceOfSatisfying(RemoteTaskException.class, (standIn) -> {
			assertThat(standIn.getTypeName()).isEqualTo(LockedException.class.getName());
			assertThat(standIn).hasMessage(LockedException.class.getName() + ": locked");
			assertThat(standIn.getStackTrace()[0].getClassName()).isEqualTo(FailureTests.class.getName());
			assertThat(standIn.getStackTrace()[0].getFileName()).isEqualTo("FailureTests.java");
			assertThat(standIn.getCause()).isInstanceOfSatisfying(RemoteTaskException.class,
					(cause) -> assertThat(cause.getTypeName()).isEqualTo(IOException.class.getName()));
			assertThat(standIn.getCause().getCause()).hasMessageEndingWith("inner");
			assertThat(standIn.getSuppressed()).singleElement()
				.satisfies((suppressed) -> assertThat(suppressed).hasMessageContaining("suppressed"));
		});
	}

	@Test
	void exceptionThatCannotBeRebuiltArrivesAsStandIn() {
		Throwable failure = failureOf(() -> {
			throw new StrictException("strict");
		});
		assertThat(failure).isInstanceOf(RemoteTaskException.class)
			.hasMessage(StrictException.class.getName() + ": strict");
	}

	@Test
	void exceptionWhoseCodeThrowsAnErrorWhenItIsReadArrivesAsStandIn() {
		Throwable failure = failureOf(() -> {
			throw new UnreadableException("order 7");
		});
		assertThat(failure).hasMessageContaining("order 7").hasMessageContaining("UnreadableException");
	}

	@Test
	void exceptionThatFailsToTellItsMessageIsNotHidden() {
		Throwable failure = failureOf(() -> {
			throw new SilentException();
		});
		assertThat(failure).isInstanceOf(RemoteTaskException.class).hasMessageContaining("getMessage() failed");
	}

	@Test
	void exceptionThatFailsToTellWhatItIsIsNotHidden() {
		Throwable failure = failureOf(() -> {
			throw new NamelessException();
		});
		assertThat(failure).isInstanceOf(RemoteTaskException.class).hasMessageEndingWith(": nameless");
	}

	@Test
	void exceptionThatFailsToTellItsStackIsNotHidden() {
		assertThat(failureOf(() -> {
			throw new StacklessException();
		})).isInstanceOf(RemoteTaskException.class).hasMessageEndingWith(": stackless");
		assertThat(failureOf(() -> {
			throw new NullStackException();
		})).isInstanceOf(RemoteTaskException.class).hasMessageEndingWith(": null stack");
	}

	@Test
	void exceptionThatNeedsWhatDoesNotTravelArrivesAsStandIn() {
		Throwable failure = failureOf(() -> {
			throw new DetailedException("sold out");
		});
		assertThat(failure).isInstanceOf(RemoteTaskException.class).hasMessageEndingWith(": order sold out");
	}

	@Test
	void causeThatNeedsWhatDoesNotTravelArrivesAsStandIn() {
		Throwable failure = failureOf(() -> {
			throw new IOException("no order", new DetailedException("sold out"));
		});
		assertThat(failure).isInstanceOf(RemoteTaskException.class).hasMessageEndingWith(": no order");
		assertThat(failure.getCause()).isInstanceOf(RemoteTaskException.class).hasMessageEndingWith(": order sold out");
	}

	@Test
	void circularCausesEnd() {
		Throwable failure = failureOf(() -> {
			LockedException first = new LockedException("first", null);
			IOException second = new IOException("second", first);
			first.initCause(second);
			throw first;
		});
		assertThat(failure).isInstanceOf(RemoteTaskException.class);
		assertThat(failure.getCause()).hasMessageEndingWith("second").hasNoCause();
	}

	@Test
	void errorsAreFailures() {
		assertThat(failureOf(() -> {
			throw new AssertionError("wrong");
		})).isExactlyInstanceOf(AssertionError.class).hasMessage("wrong");
		assertThat(failureOf(() -> {
			throw new OutOfMemoryError("heap");
		})).isExactlyInstanceOf(OutOfMemoryError.class).hasMessage("heap");
		assertThat(failureOf(() -> recurse(1))).isExactlyInstanceOf(StackOverflowError.class);
		assertThat(failureOf(() -> {
			throw new NoClassDefFoundError("a/B");
		})).isExactlyInstanceOf(NoClassDefFoundError.class);
	}

	@Test
	void bytesThatAreNoTaskAreAFailure() {
		AttemptResult result = executeBytes(new byte[] { 1, 0, 0 });
		assertThat(result.failed()).isTrue();
		RayCallable<String> task = () -> "x";
		byte[] broken = this.serializer.serialize(task, "task").bytes();
		broken[broken.length / 2] ^= 0x55;
		AttemptResult brokenResult = executeBytes(broken);
		assertThat(brokenResult.failed()).isTrue();
		assertThat(this.serializer.readFailure(brokenResult.value())).isInstanceOf(TaskSerializationException.class);
	}

	@Test
	void bytesThatAreNoFailureAreStillAnException() {
		assertThat(this.serializer.readFailure(new byte[] { 1, 0, 0, 0, 1, 2 }))
			.isInstanceOf(TaskSerializationException.class);
		assertThat(this.serializer.readFailure(new byte[0])).isInstanceOf(TaskSerializationException.class);
		assertThat(this.serializer.readFailure(new byte[] { 1, 127, 0, 0, 0 }))
			.isInstanceOf(TaskSerializationException.class);
	}

	private static int recurse(int depth) {
		return recurse(depth + 1) + 1;
	}

	static class OrderException extends Exception {

		final int id;

		final List<String> details;

		OrderException(int id, List<String> details) {
			super("order " + id);
			this.id = id;
			this.details = new ArrayList<>(details);
		}

	}

	static class UnreadableException extends RuntimeException {

		UnreadableException(String message) {
			super(message);
		}

		private void readObject(ObjectInputStream in) {
			throw new AssertionError("not to be deserialized");
		}

	}

	static class LockedException extends RuntimeException {

		final ReentrantLock lock = new ReentrantLock();

		LockedException(String message, Throwable cause) {
			super(message);
			if (cause != null) {
				initCause(cause);
			}
			addSuppressed(new IllegalStateException("suppressed"));
		}

	}

	static class StrictException extends RuntimeException {

		StrictException(String message) {
			super(message);
		}

		private Object readResolve() {
			throw new IllegalStateException("not twice");
		}

	}

	static class CheckedMessageException extends RuntimeException {

		CheckedMessageException(String message) {
			super(message.trim());
		}

	}

	static class DetailedException extends RuntimeException {

		private final transient StringBuilder details;

		DetailedException(String details) {
			this.details = new StringBuilder(details);
		}

		@Override
		public String getMessage() {
			return "order " + this.details.toString();
		}

	}

	static class NamelessException extends RuntimeException {

		NamelessException() {
			super("nameless");
		}

		@Override
		public String toString() {
			throw new IllegalStateException("no name");
		}

	}

	static class StacklessException extends RuntimeException {

		StacklessException() {
			super("stackless");
		}

		@Override
		public StackTraceElement[] getStackTrace() {
			throw new IllegalStateException("no stack");
		}

	}

	static class NullStackException extends RuntimeException {

		NullStackException() {
			super("null stack");
		}

		@Override
		@SuppressWarnings("NullAway") // as classes do that know nothing of it
		public StackTraceElement[] getStackTrace() {
			return null;
		}

	}

	static class SilentException extends RuntimeException {

		@Override
		public String getMessage() {
			throw new IllegalStateException("silent");
		}

	}

}
