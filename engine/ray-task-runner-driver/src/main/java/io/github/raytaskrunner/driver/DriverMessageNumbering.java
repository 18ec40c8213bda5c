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

import io.github.raytaskrunner.link.Numbering;
import io.github.raytaskrunner.protocol.DriverMessage;
import io.github.raytaskrunner.protocol.Receipt;

/**
 * Numbers of the messages that a driver sends.
 */
final class DriverMessageNumbering implements Numbering<DriverMessage> {

	@Override
	public DriverMessage number(DriverMessage message, long number, long received) {
		return message.toBuilder().setNumber(number).setReceived(received).build();
	}

	@Override
	public DriverMessage receipt(long received) {
		return DriverMessage.newBuilder().setReceived(received).setReceipt(Receipt.getDefaultInstance()).build();
	}

	@Override
	public int size(DriverMessage message) {
		return message.getSerializedSize();
	}

}
