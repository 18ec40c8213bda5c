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

import java.io.IOException;
import java.io.OutputStream;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.UnsafeByteOperations;
import io.github.raytaskrunner.link.MessageFormat;
import io.github.raytaskrunner.protocol.ClientMessage;
import io.github.raytaskrunner.protocol.DriverMessage;

/**
 * How messages look that are exchanged with an application.
 */
final class ApplicationMessages implements MessageFormat<DriverMessage, ClientMessage> {

	@Override
	public int size(DriverMessage message) {
		return message.getSerializedSize();
	}

	@Override
	public void write(DriverMessage message, OutputStream output) throws IOException {
		message.writeTo(output);
	}

	@Override
	public ClientMessage read(byte[] bytes) throws IOException {
		CodedInputStream input = UnsafeByteOperations.unsafeWrap(bytes).newCodedInput();
		// what is large is not copied once more
		input.enableAliasing(true);
		return ClientMessage.parseFrom(input);
	}

}
