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

import io.github.raytaskrunner.serialization.graph.StandIn;
import io.github.raytaskrunner.serialization.graph.Surroundings;
import org.jspecify.annotations.Nullable;

/**
 * A bean of the process that this is in, for what can do without. It is looked for when
 * it is asked for, and where this has travelled it is the bean of that name there. Equal
 * to others of the same name. Safe for use by several threads.
 *
 * @param <T> the type of the bean
 */
public final class NamedBean<T> {

	private final BeanReference reference;

	private final TaskBeans beans;

	/**
	 * Create a new instance.
	 * @param name name of the bean
	 * @param beans the beans of this process
	 */
	public NamedBean(String name, TaskBeans beans) {
		this.reference = new BeanReference(name, false);
		this.beans = beans;
	}

	/**
	 * Return the bean. For its sake the beans of this process are made if they are not
	 * there yet.
	 * @return the bean, or {@code null} if it cannot be had here
	 */
	@SuppressWarnings("unchecked")
	public @Nullable T find() {
		return (T) this.beans.find(this.reference);
	}

	/**
	 * Return the bean if the beans of this process are there already.
	 * @return the bean, or {@code null}
	 */
	@SuppressWarnings("unchecked")
	public @Nullable T findIfPresent() {
		return (T) this.beans.findIfPresent(this.reference);
	}

	Travelling travelling() {
		return new Travelling(this.reference.name());
	}

	@Override
	public boolean equals(@Nullable Object other) {
		return other instanceof NamedBean<?> that && this.reference.equals(that.reference);
	}

	@Override
	public int hashCode() {
		return this.reference.hashCode();
	}

	@Override
	public String toString() {
		return "bean '" + this.reference.name() + "'";
	}

	/**
	 * Travels in place of it. Not the reference itself, which would be the bean there.
	 *
	 * @param name name of the bean
	 */
	record Travelling(String name) implements StandIn {

		@Override
		public Object original(Surroundings surroundings) {
			return new NamedBean<>(this.name, ((TaskInputs) surroundings).beans());
		}

	}

}
