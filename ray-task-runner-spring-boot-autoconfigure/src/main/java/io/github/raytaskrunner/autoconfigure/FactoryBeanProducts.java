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

import org.jspecify.annotations.Nullable;

import org.springframework.aop.framework.AopProxyUtils;
import org.springframework.beans.factory.FactoryBean;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;

/**
 * Remembers what singleton {@link FactoryBean}s have made. The bean factory does not tell
 * whether they have made it yet, so asking it would create beans too early.
 */
final class FactoryBeanProducts implements BeanPostProcessor {

	private final ConfigurableListableBeanFactory beanFactory;

	/**
	 * Name by identity of the product. Replaced as a whole: there are few products, and
	 * each captured object is looked up.
	 */
	private volatile Map<Object, String> names = Map.of();

	FactoryBeanProducts(ConfigurableListableBeanFactory beanFactory) {
		this.beanFactory = beanFactory;
	}

	@Override
	public Object postProcessAfterInitialization(Object bean, String beanName) {
		// a bean that is no product is no singleton yet
		if (this.beanFactory.containsSingleton(beanName)
				&& this.beanFactory.getSingleton(beanName) instanceof FactoryBean<?> factory && factory.isSingleton()
				&& factory != bean) {
			add(bean, beanName);
		}
		return bean;
	}

	private synchronized void add(Object product, String name) {
		Map<Object, String> names = new IdentityHashMap<>(this.names);
		for (Object target = product; target != null; target = AopProxyUtils.getSingletonTarget(target)) {
			names.putIfAbsent(target, name);
		}
		this.names = names;
	}

	/**
	 * Return the name of the bean that an object is.
	 * @param object the object
	 * @return the name, or {@code null} if no factory has made it
	 */
	@Nullable String nameOf(Object object) {
		return this.names.get(object);
	}

}
