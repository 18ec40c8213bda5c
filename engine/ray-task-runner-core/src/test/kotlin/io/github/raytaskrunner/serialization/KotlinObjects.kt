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

package io.github.raytaskrunner.serialization

import io.github.raytaskrunner.RayCallable
import kotlin.properties.Delegates

/** Objects that only Kotlin has, for [KotlinTests]. */
sealed interface State {

	object Idle : State

	data object Waiting : State

	data class Busy(val number: Int) : State

	companion object {

		val default: State = Idle

	}

}

sealed class Shape(val name: String) {

	object Unknown : Shape("unknown")

	class Circle(val radius: Double) : Shape("circle")

}

object Counter {

	var count = 0

}

@JvmInline
value class Id(val value: Long)

class Holder(val state: State, val shape: Shape, private val lazily: Lazy<String>) {

	val text by lazily

}

class Watched {

	var value: Int by Delegates.observable(1) { _, _, _ -> }

}

inline fun task(crossinline body: () -> Int): RayCallable<Int> = object : RayCallable<Int> {

	override fun call() = body()

}

fun inlinedTask(number: Int): RayCallable<Int> = task { number + 1 }

fun inlinedSequence(): Sequence<Int> = listOf(1, 2).asSequence()

fun inlinedComparator(): Comparator<String> = compareByDescending { it.length }

fun holder(): Holder = Holder(State.Idle, Shape.Unknown, lazy { "lazy" })

fun describe(state: State): RayCallable<String> = RayCallable {
	when (state) {
		State.Idle -> "idle"
		State.Waiting -> "waiting"
		is State.Busy -> "busy " + state.number
	}
}

fun contains(list: List<State>): RayCallable<Boolean> = RayCallable { State.Idle in list && Id(3) == Id(3) }

fun functions(number: Int): List<Any> {
	val sum: (Int) -> Int = { it + number }
	val constant: () -> String = { "constant" }
	return listOf(sum, constant, String::length, ::holder)
}

fun call(function: (Int) -> Int): RayCallable<Int> = RayCallable { function(1) }

fun constants(): List<Any> = listOf(State.Idle, State.Waiting, State, Shape.Unknown, Counter, Unit, emptyList<Int>(),
	emptyMap<Int, Int>(), emptySequence<Int>())

fun values(): List<Any> = listOf(Pair(1, "a"), Triple(1, null, 2L), 1..3, 'a'..'c', 1L until 5L, listOf(1, 2), setOf("a"),
	mapOf("a" to 1), mutableListOf(1), arrayListOf("x"), buildList { add(1) }, buildSet { add(2) }, buildMap { put(1, 2) },
	ArrayDeque(listOf(1, 2)), State.Busy(3), Result.success(1), kotlin.time.Duration.ZERO)
