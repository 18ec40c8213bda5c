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

import org.apache.fory.config.Config;
import org.apache.fory.context.ReadContext;
import org.apache.fory.context.WriteContext;

/**
 * Refuses every object of a class. Does so when an object is written, not when the class
 * is met, because the class may just be the type of a field that holds {@code null}.
 */
final class RefusingSerializer extends OwnSerializer {

	private final String reason;

	private final CaptureGuard guard;

	RefusingSerializer(Config config, Class<?> type, String reason, CaptureGuard guard) {
		super(config, type);
		this.reason = reason;
		this.guard = guard;
	}

	@Override
	public void write(WriteContext context, Object value) {
		String better = this.guard.refuse(value);
		throw new RefusedException(value, (better != null) ? better : this.reason);
	}

	@Override
	public Object read(ReadContext context) {
		throw new IllegalStateException(this.type.getName() + " cannot travel: " + this.reason);
	}

}
