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

package io.github.raytaskrunner.autoconfigure;

import java.util.IdentityHashMap;
import java.util.Map;

import io.github.raytaskrunner.serialization.CaptureGuard;
import org.jspecify.annotations.Nullable;

import org.springframework.aop.SpringProxy;
import org.springframework.aop.framework.AopProxyUtils;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;

/**
 * Refuses beans that a task captured: a copy of a bean on a worker would have no
 * container around it.
 * <p>
 * It is not asked for collections, maps, enums and lambdas, which pass as values also if
 * they are beans: a copy of them does on a worker what they do here, and each object in
 * them, or captured by them, is asked for on its own.
 */
final class BeanCaptureGuard implements CaptureGuard {

	private static final int INCOMPLETE = -1;

	private final ConfigurableListableBeanFactory beanFactory;

	private final FactoryBeanProducts products;

	private volatile Snapshot snapshot = new Snapshot(INCOMPLETE, Map.of());

	BeanCaptureGuard(ConfigurableListableBeanFactory beanFactory, FactoryBeanProducts products) {
		this.beanFactory = beanFactory;
		this.products = products;
	}

	@Override
	public @Nullable String refuse(Object captured) {
		if (captured instanceof BeanFactory) {
			return "it is the application context, which exists only in this process";
		}
		String name = beanNames().get(captured);
		if (name == null) {
			name = this.products.nameOf(captured);
		}
		if (name != null) {
			return "it is the Spring bean '" + name + "', and beans stay in this process: capture the values that the "
					+ "task needs from it instead";
		}
		if (captured instanceof SpringProxy) {
			return "it is a proxy that Spring made of a bean, and beans stay in this process: capture the values "
					+ "that the task needs from it instead";
		}
		return null;
	}

	private Map<Object, String> beanNames() {
		Snapshot snapshot = this.snapshot;
		int count = singletonCount();
		if (snapshot.singletonCount() != count) {
			snapshot = snapshot(count);
			this.snapshot = snapshot;
		}
		return snapshot.beanNames();
	}

	private Snapshot snapshot(int count) {
		Map<Object, String> names = new IdentityHashMap<>();
		boolean complete = true;
		for (ConfigurableListableBeanFactory factory = this.beanFactory; factory != null; factory = parent(factory)) {
			for (String name : factory.getSingletonNames()) {
				// asking for a bean that another thread creates may publish it too early
				Object bean = factory.isCurrentlyInCreation(name) ? null : factory.getSingleton(name);
				complete &= bean != null;
				// a lambda in a proxied bean captures the bean behind its proxies
				for (Object target = bean; target != null; target = AopProxyUtils.getSingletonTarget(target)) {
					names.putIfAbsent(target, name);
				}
			}
		}
		return new Snapshot(complete ? count : INCOMPLETE, names);
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
	 * The names of the singletons there were.
	 *
	 * @param singletonCount number of singletons, which tells when this is out of date
	 * @param beanNames name by identity of the bean
	 */
	private record Snapshot(int singletonCount, Map<Object, String> beanNames) {

	}

}
