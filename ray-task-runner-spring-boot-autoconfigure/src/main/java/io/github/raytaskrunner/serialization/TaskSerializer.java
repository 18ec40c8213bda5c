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
import java.io.Serializable;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

import io.github.raytaskrunner.RayCallable;
import io.github.raytaskrunner.RayRunnable;
import io.github.raytaskrunner.RayTaskFuture;
import io.github.raytaskrunner.TaskSerializationException;

/**
 * Stub.
 */
@SuppressWarnings("all")
public final class TaskSerializer {

	private final ClassLoader loader;

	public TaskSerializer(ClassLoader loader, CaptureGuard guard) {
		this.loader = loader;
	}

	record Ref(int i) implements Serializable {
	}

	public SerializedTask serialize(Object task) {
		List<RayTaskFuture<?>> up = new ArrayList<>();
		try (ByteArrayOutputStream out = new ByteArrayOutputStream();
				ObjectOutputStream o = new ObjectOutputStream(out) {
					{
						enableReplaceObject(true);
					}

					@Override
					protected Object replaceObject(Object obj) {
						if (obj instanceof RayTaskFuture<?> f) {
							int i = up.indexOf(f);
							if (i < 0) {
								i = up.size();
								up.add(f);
							}
							return new Ref(i);
						}
						return obj;
					}
				}) {
			o.writeObject(task);
			o.flush();
			return new SerializedTask(task.getClass().getSimpleName(), out.toByteArray(), up);
		}
		catch (IOException ex) {
			throw new TaskSerializationException(ex.toString(), ex);
		}
	}

	private byte[] write(@Nullable Object v) throws IOException {
		ByteArrayOutputStream out = new ByteArrayOutputStream();
		ObjectOutputStream o = new ObjectOutputStream(out);
		o.writeObject(v);
		o.flush();
		return out.toByteArray();
	}

	private Object read(byte[] b, List<byte[]> values) throws Exception {
		return new ObjectInputStream(new ByteArrayInputStream(b)) {
			{
				enableResolveObject(true);
			}

			@Override
			protected Class<?> resolveClass(ObjectStreamClass d) throws IOException, ClassNotFoundException {
				return Class.forName(d.getName(), false, TaskSerializer.this.loader);
			}

			@Override
			protected Object resolveObject(Object o) throws IOException {
				if (o instanceof Ref r) {
					return Proxy.newProxyInstance(TaskSerializer.this.loader, new Class<?>[] { RayTaskFuture.class },
							(p, m, a) -> readValue(values.get(r.i())));
				}
				return o;
			}
		}.readObject();
	}

	public TaskOutcome execute(byte[] task, List<byte[]> upstreamValues) {
		try {
			try {
				Object t = read(task, upstreamValues);
				if (t instanceof RayRunnable r) {
					r.run();
					return new TaskOutcome(false, write(null));
				}
				return new TaskOutcome(false, write(((RayCallable<?>) t).call()));
			}
			catch (Throwable ex) {
				return new TaskOutcome(true, write(ex));
			}
		}
		catch (IOException ex) {
			throw new RuntimeException(ex);
		}
	}

	public @Nullable Object readValue(byte[] b) {
		try {
			return read(b, List.of());
		}
		catch (Exception ex) {
			throw new TaskSerializationException(ex.toString(), ex);
		}
	}

	public Throwable readFailure(byte[] b) {
		return (Throwable) readValue(b);
	}

}
