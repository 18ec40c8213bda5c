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

import java.util.concurrent.CompletableFuture;

import io.github.raytaskrunner.protocol.Refused.Code;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What a driver does while Ray takes its time for a value.
 */
class SlowValueTests extends ServedApplicationTests {

	@Test
	void theApplicationSendsNoMoreButOthersAreServed() throws Exception {
		CompletableFuture<Void> taken = new CompletableFuture<>();
		this.driver.takeNoMoreBefore(taken);
		this.application.send(put(1000));
		this.application.send(runCall(1001, 3, "abc"));
		assertThat(attach("another", 1, 0).end()).isEqualTo(Code.OCCUPIED);
		assertThat(this.driver.runs(1001)).isZero();
		taken.complete(null);
		assertThat(this.application.awaitFinished()).isEqualTo(1001);
		assertThat(this.driver.values()).isEqualTo(3);
	}

}
