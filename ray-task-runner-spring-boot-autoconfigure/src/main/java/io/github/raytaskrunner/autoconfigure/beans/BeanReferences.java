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

package io.github.raytaskrunner.autoconfigure.beans;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

import io.github.raytaskrunner.serialization.BeanReference;
import org.jspecify.annotations.Nullable;

import org.springframework.aop.framework.AopProxyUtils;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.FactoryBean;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;

/**
 * References to the singletons of a bean factory and of its parents, by the identity of
 * the beans. Safe for use by several threads.
 */
final class BeanReferences {

	private static final int INCOMPLETE = -1;

	private final ConfigurableListableBeanFactory beanFactory;

	private final FactoryBeanProducts products;

	private volatile Snapshot snapshot = new Snapshot(INCOMPLETE, Map.of());

	BeanReferences(ConfigurableListableBeanFactory beanFactory, FactoryBeanProducts products) {
		this.beanFactory = beanFactory;
		this.products = products;
	}

	/**
	 * Return a reference to the bean that an object is.
	 * @param object the object
	 * @return the reference, or {@code null} if the object is no bean
	 */
	@Nullable BeanReference to(Object object) {
		BeanReference reference = singletons().get(object);
		return (reference != null) ? reference : this.products.referenceTo(object);
	}

	private Map<Object, BeanReference> singletons() {
		Snapshot snapshot = this.snapshot;
		int count = singletonCount();
		if (snapshot.singletonCount() != count) {
			snapshot = snapshot(count);
			this.snapshot = snapshot;
		}
		return snapshot.references();
	}

	private Snapshot snapshot(int count) {
		Map<Object, BeanReference> references = new IdentityHashMap<>();
		boolean complete = true;
		for (ConfigurableListableBeanFactory factory = this.beanFactory; factory != null; factory = parent(factory)) {
			for (String name : factory.getSingletonNames()) {
				// asking for a bean that another thread creates may publish it too early
				Object bean = factory.isCurrentlyInCreation(name) ? null : factory.getSingleton(name);
				complete &= bean != null;
				if (bean != null) {
					add((bean instanceof FactoryBean<?>) ? BeanFactory.FACTORY_BEAN_PREFIX + name : name, bean,
							references);
				}
			}
		}
		return new Snapshot(complete ? count : INCOMPLETE, references);
	}

	/**
	 * Add a bean, and the objects behind its proxies: a lambda in a proxied bean captures
	 * the innermost.
	 * @param name name of the bean
	 * @param bean the bean
	 * @param references where to add it
	 */
	static void add(String name, Object bean, Map<Object, BeanReference> references) {
		references.putIfAbsent(bean, new BeanReference(name, false));
		BeanReference behind = new BeanReference(name, true);
		targets(bean).forEach((target) -> references.putIfAbsent(target, behind));
	}

	/**
	 * Return the objects behind the proxies of a bean.
	 * @param bean the bean
	 * @return the objects, the innermost last; none if the bean is no proxy
	 */
	static List<Object> targets(Object bean) {
		List<Object> targets = new ArrayList<>();
		Object target = AopProxyUtils.getSingletonTarget(bean);
		while (target != null) {
			targets.add(target);
			target = AopProxyUtils.getSingletonTarget(target);
		}
		return targets;
	}

	// asked for each captured object
	private int singletonCount() {
		int count = 0;
		for (ConfigurableListableBeanFactory factory = this.beanFactory; factory != null; factory = parent(factory)) {
			count += factory.getSingletonCount();
		}
		return count;
	}

	private static @Nullable ConfigurableListableBeanFactory parent(ConfigurableListableBeanFactory factory) {
		return (factory.getParentBeanFactory() instanceof ConfigurableListableBeanFactory parent) ? parent : null;
	}

	/**
	 * References to the singletons there were.
	 *
	 * @param singletonCount number of singletons, which tells when this is out of date
	 * @param references reference by identity of the object
	 */
	private record Snapshot(int singletonCount, Map<Object, BeanReference> references) {

	}

}
