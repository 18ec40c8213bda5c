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

package io.github.raytaskrunner.serialization;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.ObjectStreamClass;
import java.io.UncheckedIOException;

import org.apache.fory.config.Config;
import org.apache.fory.context.ReadContext;
import org.apache.fory.context.WriteContext;

/**
 * Leaves classes that Fory fails to read, such as {@link java.util.Random} and what
 * extends it, to Java's own serialization.
 */
final class JavaSerializationSerializer extends OwnSerializer {

	JavaSerializationSerializer(Config config, Class<?> type) {
		super(config, type);
	}

	@Override
	public void write(WriteContext context, Object value) {
		ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		try (ObjectOutputStream output = new ObjectOutputStream(bytes)) {
			output.writeObject(value);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		context.writeVarUInt32(bytes.size());
		context.getBuffer().writeBytes(bytes.toByteArray());
	}

	@Override
	public Object read(ReadContext context) {
		byte[] bytes = context.getBuffer().readBytes(context.readVarUInt32());
		try (ObjectInputStream input = open(bytes)) {
			return input.readObject();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		catch (ClassNotFoundException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private ObjectInputStream open(byte[] bytes) throws IOException {
		ClassLoader loader = this.type.getClassLoader();
		return new ObjectInputStream(new ByteArrayInputStream(bytes)) {

			@Override
			protected Class<?> resolveClass(ObjectStreamClass described) throws IOException, ClassNotFoundException {
				return (loader != null) ? Class.forName(described.getName(), false, loader)
						: super.resolveClass(described);
			}

		};
	}

}
