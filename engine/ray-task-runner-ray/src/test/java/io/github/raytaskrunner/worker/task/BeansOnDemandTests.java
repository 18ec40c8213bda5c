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

package io.github.raytaskrunner.worker.task;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;

import io.github.raytaskrunner.TaskSerializationException;
import io.github.raytaskrunner.serialization.BeanReference;
import io.github.raytaskrunner.serialization.TaskBeans;
import io.github.raytaskrunner.serialization.WorkerBeans;
import io.github.raytaskrunner.settings.RunnerSettings;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

@ExtendWith(OutputCaptureExtension.class)
class BeansOnDemandTests {

	private static final BeanReference PRICING = new BeanReference("pricing", false);

	private final List<String> events = new ArrayList<>();

	private final AtomicLong nanoTime = new AtomicLong(Long.MAX_VALUE);

	private BeansOnDemand beans(@Nullable WorkerBeans factory) {
		RunnerSettings settings = new RunnerSettings(1000, Duration.ZERO).withBeans(factory);
		return new BeansOnDemand(getClass().getClassLoader(), () -> settings, () -> {
			throw new IllegalStateException("no runner");
		}, this.nanoTime::get);
	}

	@Test
	void beansAreMadeOnceByAThreadOfTheirOwn() {
		BeansOnDemand beans = beans((classLoader, runner) -> {
			this.events.add(Thread.currentThread().getName());
			assertThat(Thread.currentThread().getContextClassLoader()).isSameAs(classLoader);
			return new NamedBeans();
		});
		assertThat(this.events).isEmpty();
		Object pricing = beans.resolve(PRICING);
		assertThat(beans.resolve(PRICING)).isSameAs(pricing);
		beans.resolve(new BeanReference("other", false));
		assertThat(this.events).containsExactly("ray-beans-1");
	}

	@Test
	void objectsAreBeansOnceThereAreAny() {
		BeansOnDemand beans = beans((classLoader, runner) -> new NamedBeans());
		assertThat(beans.referenceTo("pricing")).isNull();
		beans.resolve(PRICING);
		assertThat(beans.referenceTo("pricing")).isEqualTo(PRICING);
	}

	@Test
	void failureIsSaidAndATaskAfterSomeTimeTriesAgain() {
		BeansOnDemand beans = beans((classLoader, runner) -> {
			this.events.add("made");
			if (this.events.size() == 1) {
				throw new IllegalStateException("outer", new IllegalArgumentException("database is down"));
			}
			return new NamedBeans();
		});
		assertThatExceptionOfType(TaskSerializationException.class).isThrownBy(() -> beans.resolve(PRICING))
			.withMessageContaining("bean 'pricing'")
			.withMessageContaining("IllegalArgumentException: database is down")
			.withMessageContaining("tries again after 30 seconds");
		this.nanoTime.addAndGet(Duration.ofSeconds(29).toNanos());
		assertThatExceptionOfType(TaskSerializationException.class)
			.isThrownBy(() -> beans.resolve(new BeanReference("other", false)))
			.withMessageContaining("bean 'other'")
			.withMessageContaining("IllegalArgumentException: database is down");
		assertThat(this.events).hasSize(1);
		this.nanoTime.addAndGet(Duration.ofSeconds(1).toNanos());
		assertThat(beans.resolve(PRICING)).isEqualTo("pricing");
	}

	@Test
	void whatCanBeDoneWithoutIsNotLookedForAgain(CapturedOutput output) {
		BeansOnDemand beans = beans((classLoader, runner) -> {
			this.events.add("made");
			throw new IllegalStateException("database is down");
		});
		assertThat(beans.find(PRICING)).isNull();
		assertThat(beans.find(PRICING)).isNull();
		assertThat(this.events).containsExactly("made");
		assertThat(output).containsOnlyOnce("database is down");
	}

	@Test
	@Timeout(30)
	void whatCanBeDoneWithoutIsWaitedForOnceAndFoundWhenItIsThere(CapturedOutput output) {
		CountDownLatch mayGoOn = new CountDownLatch(1);
		RunnerSettings settings = new RunnerSettings(1000, Duration.ZERO).withBeans((classLoader, runner) -> {
			await(mayGoOn);
			return new NamedBeans();
		});
		BeansOnDemand beans = new BeansOnDemand(getClass().getClassLoader(), () -> settings, () -> {
			throw new IllegalStateException("no runner");
		}, () -> this.nanoTime.getAndAdd(BeanSearch.LIMIT.toNanos()));
		assertThat(beans.find(PRICING)).isNull();
		assertThat(beans.find(PRICING)).isNull();
		assertThat(output).containsOnlyOnce("do without bean 'pricing' until it is there");
		mayGoOn.countDown();
		beans.resolve(new BeanReference("other", false));
		assertThat(beans.find(PRICING)).isEqualTo("pricing");
	}

	@Test
	void whatWasMissingIsFoundOnceThereAreBeans() {
		BeansOnDemand beans = beans((classLoader, runner) -> {
			this.events.add("made");
			if (this.events.size() == 1) {
				throw new IllegalStateException("database is down");
			}
			return new NamedBeans();
		});
		assertThat(beans.find(PRICING)).isNull();
		this.nanoTime.addAndGet(Duration.ofSeconds(30).toNanos());
		beans.resolve(new BeanReference("other", false));
		assertThat(beans.find(PRICING)).isEqualTo("pricing");
	}

	@Test
	void nobodyComplainsWhereThereCanBeNoBeans(CapturedOutput output) {
		BeansOnDemand beans = beans(null);
		assertThat(beans.find(PRICING)).isNull();
		assertThat(beans.find(PRICING)).isNull();
		assertThat(output).doesNotContain("pricing");
	}

	@Test
	void nothingIsMadeForTheSakeOfWhatIsOnlyWantedIfPresent() {
		BeansOnDemand beans = beans((classLoader, runner) -> new NamedBeans());
		assertThat(beans.findIfPresent(PRICING)).isNull();
		beans.resolve(new BeanReference("other", false));
		assertThat(beans.findIfPresent(PRICING)).isEqualTo("pricing");
	}

	@Test
	void missingFactoryIsSaid() {
		assertThatExceptionOfType(TaskSerializationException.class).isThrownBy(() -> beans(null).resolve(PRICING))
			.withMessageContaining("was not made by SpringApplication");
	}

	@Test
	void interruptOfATaskIsNoneOfTheBeans() {
		CountDownLatch mayGoOn = new CountDownLatch(1);
		BeansOnDemand beans = beans((classLoader, runner) -> {
			await(mayGoOn);
			return new NamedBeans();
		});
		Thread.currentThread().interrupt();
		assertThatExceptionOfType(TaskSerializationException.class).isThrownBy(() -> beans.resolve(PRICING))
			.withMessageContaining("interrupted");
		assertThat(Thread.interrupted()).isTrue();
		mayGoOn.countDown();
		assertThat(beans.resolve(PRICING)).isEqualTo("pricing");
	}

	@Test
	@Timeout(30)
	void beanThatIsBeingMadeHasOthers() {
		BeanReference prices = new BeanReference("prices", false);
		CompletableFuture<TaskBeans> ofTheWorker = new CompletableFuture<>();
		BeansOnDemand beans = beans((classLoader, runner) -> new NamedBeans() {

			@Override
			public Object resolve(BeanReference reference) {
				return reference.equals(PRICING) ? "pricing with " + ofTheWorker.join().resolve(prices)
						: super.resolve(reference);
			}

		});
		ofTheWorker.complete(beans);
		assertThat(beans.resolve(PRICING)).isEqualTo("pricing with prices");
	}

	@Test
	@Timeout(30)
	void beanThatIsNeededToMakeTheOthersCannotHaveThem() {
		CompletableFuture<TaskBeans> ofTheWorker = new CompletableFuture<>();
		BeansOnDemand beans = beans((classLoader, runner) -> {
			ofTheWorker.join().resolve(PRICING);
			return new NamedBeans();
		});
		ofTheWorker.complete(beans);
		assertThatExceptionOfType(TaskSerializationException.class).isThrownBy(() -> beans.resolve(PRICING))
			.withMessageContaining("still starting");
	}

	private static void await(CountDownLatch latch) {
		try {
			latch.await();
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	static class NamedBeans implements TaskBeans {

		@Override
		public BeanReference referenceTo(Object captured) {
			return new BeanReference((String) captured, false);
		}

		@Override
		public Object resolve(BeanReference reference) {
			return reference.name();
		}

	}

}
