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

package io.github.raytaskrunner;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicReference;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests of {@link EndedFuture}.
 */
class EndedFutureTests {

	private final RayTaskFuture<String> future = RayTaskFuture.completed("value");

	@Test
	void valueIsThere() throws Exception {
		assertThat(this.future.result()).isEqualTo("value");
		assertThat(this.future.result(Duration.ZERO)).isEqualTo("value");
		assertThat(this.future.await(Duration.ZERO)).contains(new TaskState.Completed());
		assertThat(this.future.toCompletableFuture()).isCompletedWithValue("value");
	}

	@Test
	void failureIsThatOfATask() {
		IOException exception = new IOException("unreachable");
		RayTaskFuture<String> failed = RayTaskFuture.failed(exception);
		assertThat(failed.state()).isEqualTo(new TaskState.Failed(exception));
		assertThat(failed.await()).isEqualTo(failed.state());
		assertThatExceptionOfType(TaskFailedException.class).isThrownBy(failed::result)
			.withCause(exception)
			.withMessageContaining("'failed'")
			.withMessageContaining(failed.key());
		assertThatExceptionOfType(TaskFailedException.class).isThrownBy(() -> failed.result(Duration.ZERO))
			.withCause(exception);
		assertThatExceptionOfType(CompletionException.class).isThrownBy(() -> failed.toCompletableFuture().join())
			.havingCause()
			.isInstanceOf(TaskFailedException.class)
			.withCause(exception);
	}

	@Test
	void failureTakesPartInThoseOfSeveral() {
		RayTaskFutures<String> futures = RayTaskFutures.of(this.future, RayTaskFuture.failed(new IOException("one")));
		assertThat(futures.resultOrElse((failure) -> "none")).containsExactly("value", "none");
		assertThatExceptionOfType(TaskFailedException.class).isThrownBy(futures::result)
			.withRootCauseInstanceOf(IOException.class);
	}

	@Test
	void callbackIsCalledAtOnce() {
		AtomicReference<RayTaskFuture<String>> called = new AtomicReference<>();
		this.future.onDone(called::set);
		assertThat(called).hasValue(this.future);
	}

	@Test
	void exceptionOfACallbackIsNotThatOfWhoAddsIt() {
		assertThatCode(() -> this.future.onDone((done) -> {
			throw new AssertionError("of the callback");
		})).doesNotThrowAnyException();
	}

	@Test
	void negativeTimeoutIsRefused() {
		assertThatIllegalArgumentException().isThrownBy(() -> this.future.await(Duration.ofNanos(-1)));
	}

	@Test
	void nothingIsLeftToCancel() {
		assertThat(this.future.cancel()).isFalse();
		assertThat(this.future.allowFailure()).isSameAs(this.future);
	}

}
