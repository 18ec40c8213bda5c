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

import com.google.protobuf.ByteString;
import io.github.raytaskrunner.protocol.PutValue;

/**
 * A value that is too large for one message. Not thread-safe.
 */
final class ValueAssembly implements Assembly {

	private final long attempt;

	private final BytesAssembly value;

	ValueAssembly(PutValue put) {
		this.attempt = put.getAttempt();
		this.value = new BytesAssembly(put.getSize(), put.getData());
	}

	@Override
	public void add(ByteString piece) {
		this.value.add(piece);
	}

	@Override
	public boolean isComplete() {
		return this.value.isComplete();
	}

	@Override
	public void deliver(Cluster cluster) {
		cluster.put(this.attempt, this.value.bytes());
	}

}
