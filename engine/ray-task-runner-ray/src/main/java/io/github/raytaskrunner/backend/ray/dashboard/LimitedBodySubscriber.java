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

package io.github.raytaskrunner.backend.ray.dashboard;

import java.io.IOException;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.BodySubscribers;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow.Subscription;

import org.jspecify.annotations.Nullable;

/**
 * Reads a response body into memory, up to a limit: a job's log has none of its own.
 */
final class LimitedBodySubscriber implements BodySubscriber<byte[]> {

	private final BodySubscriber<byte[]> delegate = BodySubscribers.ofByteArray();

	private final long limit;

	private long size;

	private @Nullable Subscription subscription;

	LimitedBodySubscriber(long limit) {
		this.limit = limit;
	}

	@Override
	public CompletionStage<byte[]> getBody() {
		return this.delegate.getBody();
	}

	@Override
	public void onSubscribe(Subscription subscription) {
		this.subscription = subscription;
		this.delegate.onSubscribe(subscription);
	}

	@Override
	public void onNext(List<ByteBuffer> buffers) {
		if (this.size > this.limit) {
			return;
		}
		for (ByteBuffer buffer : buffers) {
			this.size += buffer.remaining();
		}
		if (this.size > this.limit) {
			if (this.subscription != null) {
				this.subscription.cancel();
			}
			this.delegate.onError(new IOException("the answer is larger than " + this.limit + " bytes"));
			return;
		}
		this.delegate.onNext(buffers);
	}

	@Override
	public void onError(Throwable ex) {
		this.delegate.onError(ex);
	}

	@Override
	public void onComplete() {
		this.delegate.onComplete();
	}

}
