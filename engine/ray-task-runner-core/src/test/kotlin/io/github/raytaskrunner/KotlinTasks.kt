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

package io.github.raytaskrunner

import java.util.concurrent.atomic.AtomicInteger

/** Tasks as they are written in Kotlin, for [KotlinTasksTests]: each declares what it returns. */
class KotlinTasks(private val runner: RayTaskRunner) {

	fun value(): Int = runner.submit { 1 + 1 }.result()

	fun text(): RayTaskFuture<String> = runner.submit {
		val answer = 6 * 7
		"the answer is $answer"
	}

	fun unit(): Unit = runner.submit { touched.incrementAndGet(); Unit }.result()

	fun nothing(): String? = runner.submit<String?> { null }.result()

	fun withoutValue(): Void? = runner.execute { touched.incrementAndGet() }.result()

	fun withoutValueByReference(): Void? = runner.execute(::touch).result()

	fun reference(): Int = runner.submit(::answer).result()

	fun boundReference(text: String): Int = runner.submit(text::length).result()

	fun callable(task: RayCallable<Int>): Int = runner.submit(task).result()

	fun dependent(): Int {
		val one = runner.submit { 1 }
		return runner.submit { one.result() + 1 }.result()
	}

	fun map(): List<Int> = runner.map({ number: Int -> number + 1 }, listOf(1, 2, 3)).result()

	fun mapWithoutType(): List<Int> = runner.map({ it + 1 }, listOf(1, 2, 3)).result()

	fun mapArray(): List<Int> = runner.map({ text: String -> text.length }, arrayOf("a", "bc")).result()

	fun mapReference(): List<Int> = runner.map(String::length, listOf("a", "bc")).result()

	fun mapToNothing(): List<String?> = runner.map<Int, String?>({ null }, listOf(1, 2)).result()

	fun mapToUnit(): List<Unit> = runner.map({ number: Int -> touched.addAndGet(number); Unit }, listOf(1, 2)).result()

	fun mapPairs(): List<Int> =
		runner.map({ number: Int, factor: Int -> number * factor }, listOf(1, 2), Unmapped.unmapped(10)).result()

	fun mapAsCompleted(): Int = runner.mapAsCompleted({ number: Int -> number + 1 }, listOf(1, 2, 3).iterator())
		.use { done -> done.mapToInt { it.result() }.sum() }

	fun options(): String = runner.with { it.name("kotlin").numCpus(1).timeLimit(null) }
		.submit { TaskContext.current().orElseThrow().name() }
		.result()

	fun keptOptions(): String {
		val named = runner.with(TaskOptions.named("kept"))
		return runner.submit { named.submit { TaskContext.current().orElseThrow().name() }.result() }.result()
	}

	fun await(): TaskState = runner.submit { 1 }.await()

}

val touched = AtomicInteger()

fun touch() {
	touched.incrementAndGet()
}

fun answer(): Int = 42
