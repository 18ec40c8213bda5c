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

package io.github.raytaskrunner.autoconfigure.annotation;

import java.lang.reflect.Proxy;
import java.util.Objects;

import io.github.raytaskrunner.RayTask;
import org.jspecify.annotations.Nullable;

import org.springframework.aop.framework.autoproxy.AbstractBeanFactoryAwareAdvisingPostProcessor;
import org.springframework.aop.scope.ScopedProxyUtils;
import org.springframework.aop.support.AopUtils;
import org.springframework.aop.support.DefaultBeanFactoryPointcutAdvisor;
import org.springframework.aop.support.annotation.AnnotationMatchingPointcut;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.util.ClassUtils;

/**
 * Puts a {@link RayTaskInterceptor} before all other advice of beans that have methods
 * with {@link RayTask}: the other advice runs within the task.
 */
@SuppressWarnings("serial") // nobody serializes it
final class RayTaskPostProcessor extends AbstractBeanFactoryAwareAdvisingPostProcessor {

	private final String interceptor;

	private final ObjectProvider<RayTaskReferences> references;

	private @Nullable BeanFactory beanFactory;

	/**
	 * Create a new instance.
	 * @param interceptor name of the bean that is the interceptor, not needed before the
	 * first call
	 * @param references checks what the annotations name
	 */
	RayTaskPostProcessor(String interceptor, ObjectProvider<RayTaskReferences> references) {
		this.interceptor = interceptor;
		this.references = references;
		setBeforeExistingAdvisors(true);
		setProxyTargetClass(true);
	}

	@Override
	public void setBeanFactory(BeanFactory beanFactory) {
		super.setBeanFactory(beanFactory);
		this.beanFactory = beanFactory;
		DefaultBeanFactoryPointcutAdvisor advisor = new DefaultBeanFactoryPointcutAdvisor();
		advisor.setBeanFactory(beanFactory);
		advisor.setPointcut(new AnnotationMatchingPointcut(null, RayTask.class, true));
		advisor.setAdviceBeanName(this.interceptor);
		this.advisor = advisor;
	}

	/**
	 * Put the interceptor before the advice of a bean.
	 * @throws InvalidRayTaskException if calls of a method with {@link RayTask} could not
	 * be tasks
	 */
	@Override
	public Object postProcessAfterInitialization(Object bean, String beanName) {
		Class<?> type = AopUtils.getTargetClass(bean);
		if (isEligible(type)) {
			// also one that Spring did not make, as clients and mappers have
			boolean behindInterfaces = AopUtils.isJdkDynamicProxy(bean) || Proxy.isProxyClass(type);
			RayTaskMethods methods = new RayTaskMethods(beanName, ClassUtils.getUserClass(type),
					isSingleton(beanName) && isSingleton(ScopedProxyUtils.getTargetBeanName(beanName)),
					behindInterfaces);
			methods.check();
			this.references.ifAvailable((references) -> references.check(methods));
		}
		return super.postProcessAfterInitialization(bean, beanName);
	}

	// what has no definition, such as an inner bean, is not asked for again
	private boolean isSingleton(String beanName) {
		BeanFactory beanFactory = Objects.requireNonNull(this.beanFactory);
		return !beanFactory.containsBean(beanName) || beanFactory.isSingleton(beanName);
	}

}
