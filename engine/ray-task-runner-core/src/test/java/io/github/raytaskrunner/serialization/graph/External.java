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

package io.github.raytaskrunner.serialization.graph;

import java.io.Externalizable;
import java.io.IOException;
import java.io.ObjectInput;
import java.io.ObjectOutput;
import java.util.List;

/**
 * Writes itself.
 */
public class External implements Externalizable {

	private transient List<Object> content;

	/**
	 * Create an empty one, to be read.
	 */
	public External() {
		this.content = List.of();
	}

	External(List<Object> content) {
		this.content = List.copyOf(content);
	}

	@Override
	public void writeExternal(ObjectOutput output) throws IOException {
		output.writeInt(this.content.size());
		output.writeObject(this.content.toArray());
	}

	@Override
	public void readExternal(ObjectInput input) throws IOException, ClassNotFoundException {
		int size = input.readInt();
		this.content = List.of((Object[]) input.readObject());
		if (this.content.size() != size) {
			throw new IOException("another size");
		}
	}

}
