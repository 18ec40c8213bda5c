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

package io.github.raytaskrunner.link;

/**
 * A message for tests.
 *
 * @param number number of the message
 * @param received number of the last message that the sender received
 * @param content what the message says
 * @param size size of the message
 */
record Packet(long number, long received, int content, int size) {

	static Packet of(int content) {
		return new Packet(0, 0, content, 1);
	}

	/**
	 * Numbers of packets.
	 */
	static final class PacketNumbering implements Numbering<Packet> {

		@Override
		public Packet number(Packet packet, long number, long received) {
			return new Packet(number, received, packet.content, packet.size);
		}

		@Override
		public Packet receipt(long received) {
			return new Packet(0, received, -1, 0);
		}

		@Override
		public int size(Packet packet) {
			return packet.size;
		}

	}

}
