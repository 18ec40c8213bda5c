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

package io.github.raytaskrunner.driver;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

import io.github.raytaskrunner.attempt.NestedChanges;
import io.github.raytaskrunner.link.Link;
import io.github.raytaskrunner.link.Sink;
import io.github.raytaskrunner.protocol.DriverMessage;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests of {@link ChangeRelay}.
 */
class ChangeRelayTests {

	private final Link<DriverMessage> link = new Link<>(new DriverMessageNumbering());

	private final ChangeRelay relay = new ChangeRelay(this.link);

	private final Application application = new Application();

	private static NestedChanges changes(int count, int leftOut) {
		return new NestedChanges(Collections.nCopies(count, new byte[10]), leftOut);
	}

	@Test
	void changesArePassedOnAtOnce() {
		this.link.attach(this.application, 0);
		this.relay.changed(changes(2, 3));
		assertThat(this.application.messages).singleElement().satisfies((message) -> {
			assertThat(message.getNestedChanges().getChangesCount()).isEqualTo(2);
			assertThat(message.getNestedChanges().getLeftOut()).isEqualTo(3);
		});
	}

	@Test
	void changesForAnApplicationThatIsAwayAreCounted() {
		this.relay.changed(changes(10, 1));
		this.link.attach(this.application, 0);
		assertThat(this.application.messages).isEmpty();
		this.relay.changed(changes(1, 0));
		assertThat(this.application.messages).singleElement()
			.satisfies((message) -> assertThat(message.getNestedChanges().getLeftOut()).isEqualTo(11));
	}

	@Test
	void ofTooManyChangesSomeAreLeftOut() {
		this.link.attach(this.application, 0);
		for (int i = 0; i < 100; i++) {
			this.relay.changed(changes(2000, 0));
		}
		long passed = this.application.messages.stream()
			.mapToLong((message) -> message.getNestedChanges().getChangesCount())
			.sum();
		assertThat(passed).isBetween(10_000L, 190_000L);
	}

	private static final class Application implements Sink<DriverMessage> {

		private final List<DriverMessage> messages = new ArrayList<>();

		@Override
		public boolean isReady() {
			return true;
		}

		@Override
		public void send(DriverMessage message) {
			this.messages.add(message);
		}

		@Override
		public void complete() {
			// not in these tests
		}

	}

}
