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

package io.github.raytaskrunner.backend.ray.code;

import com.google.protobuf.ByteString;
import io.github.raytaskrunner.protocol.DriverMessage;
import io.github.raytaskrunner.protocol.ValuePiece;
import io.ray.api.Ray;

/**
 * Program that writes and reads a message with what is on the driver's class path, and
 * prints where Ray comes from.
 */
public final class MessageRoundTrip {

	private MessageRoundTrip() {
	}

	public static void main(String[] args) throws Exception {
		ValuePiece piece = ValuePiece.newBuilder().setData(ByteString.copyFromUtf8("attempt 42")).build();
		byte[] message = DriverMessage.newBuilder().setValuePiece(piece).build().toByteArray();
		System.out.println("answer: " + DriverMessage.parseFrom(message).getValuePiece().getData().toStringUtf8());
		System.out.println("ray: " + Ray.class.getProtectionDomain().getCodeSource().getLocation());
	}

}
