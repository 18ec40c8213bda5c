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

package io.github.raytaskrunner.benchmarks.workload;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What an application and its driver have more after the tenth of ten equal rounds than
 * after the first: heap, threads, objects of Ray. For a driver that is a child of this
 * process, the only one.
 */
final class Growth {

	private static final int PARTS = 1_000;

	private static final int ROUNDS = 10;

	private static final int LOOKS = 10;

	private static final double SETTLED = 0.99;

	private static final Pattern TOTAL = Pattern.compile("\"total\": *(\\d+)");

	private final HttpClient client = HttpClient.newHttpClient();

	private final JavaProcess application = new JavaProcess(ProcessHandle.current().pid());

	private final JavaProcess driver = new JavaProcess(ProcessHandle.current()
		.descendants()
		.filter((process) -> process.info().commandLine().orElse("").contains(".driver.DriverMain"))
		.findFirst()
		.orElseThrow()
		.pid());

	private final RayCluster cluster;

	/**
	 * Create a measure.
	 * @param cluster the cluster whose objects count
	 */
	Growth(RayCluster cluster) {
		this.cluster = cluster;
	}

	/**
	 * Do something ten times.
	 * @param round what to do; its result is always the same
	 * @return that result, and how many thousandths there are of what has grown most
	 */
	Outcome of(Round round) throws IOException, InterruptedException {
		long start = System.nanoTime();
		long sum = round.run();
		Map<String, Long> first = amounts();
		for (int i = 1; i < ROUNDS; i++) {
			sum += round.run();
		}
		Map<String, Long> last = amounts();
		System.out.println("After the first round " + first + ", after the last " + last);
		double growth = last.entrySet()
			.stream()
			.mapToDouble((amount) -> (double) amount.getValue() / Objects.requireNonNull(first.get(amount.getKey())))
			.max()
			.orElseThrow();
		return new Outcome(sum / ROUNDS, System.nanoTime() - start, Math.round(growth * PARTS));
	}

	private Map<String, Long> amounts() throws IOException, InterruptedException {
		Amounts last = look();
		Amounts next = look();
		// what the garbage collector finds that nobody needs is let go a moment later
		for (int i = 0; i < LOOKS && next.heap() < SETTLED * last.heap(); i++) {
			last = next;
			next = look();
		}
		return next.byName();
	}

	private Amounts look() throws IOException, InterruptedException {
		JavaProcess.Usage application = this.application.usage();
		TimeUnit.SECONDS.sleep(1);
		return new Amounts(application, this.driver.usage(), objects());
	}

	private long objects() throws IOException, InterruptedException {
		HttpRequest request = this.cluster.request("/api/v0/objects?limit=10000").build();
		String body = this.client.send(request, HttpResponse.BodyHandlers.ofString()).body();
		Matcher total = TOTAL.matcher(body);
		if (!total.find()) {
			throw new IOException("The dashboard does not tell the number of objects: " + body);
		}
		return Long.parseLong(total.group(1));
	}

	/**
	 * What is done ten times.
	 */
	interface Round {

		long run();

	}

	private record Amounts(JavaProcess.Usage application, JavaProcess.Usage driver, long objects) {

		long heap() {
			return this.application.heap() + this.driver.heap();
		}

		Map<String, Long> byName() {
			Map<String, Long> amounts = new LinkedHashMap<>();
			amounts.put("bytes of the application", this.application.heap());
			amounts.put("bytes of the driver", this.driver.heap());
			amounts.put("threads of the application", this.application.threads());
			amounts.put("threads of the driver", this.driver.threads());
			// none is as few as one
			amounts.put("objects of Ray", Math.max(1, this.objects));
			return amounts;
		}

	}

}
