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

package io.github.raytaskrunner.python;

/**
 * The formats of MessagePack, by their first byte. Of those that are "fixed" it holds a
 * small number as well.
 */
final class MessagePack {

	static final int FIXMAP = 0x80;

	static final int FIXARRAY = 0x90;

	static final int FIXSTR = 0xa0;

	static final int NIL = 0xc0;

	static final int FALSE = 0xc2;

	static final int TRUE = 0xc3;

	static final int BIN8 = 0xc4;

	static final int BIN16 = 0xc5;

	static final int BIN32 = 0xc6;

	static final int FLOAT32 = 0xca;

	static final int FLOAT64 = 0xcb;

	static final int UINT8 = 0xcc;

	static final int UINT16 = 0xcd;

	static final int UINT32 = 0xce;

	static final int UINT64 = 0xcf;

	static final int INT8 = 0xd0;

	static final int INT16 = 0xd1;

	static final int INT32 = 0xd2;

	static final int INT64 = 0xd3;

	static final int STR8 = 0xd9;

	static final int STR16 = 0xda;

	static final int STR32 = 0xdb;

	static final int ARRAY16 = 0xdc;

	static final int ARRAY32 = 0xdd;

	static final int MAP16 = 0xde;

	static final int MAP32 = 0xdf;

	/**
	 * From here on, a byte is a negative number.
	 */
	static final int NEGATIVE_FIXINT = 0xe0;

	private MessagePack() {
	}

}
