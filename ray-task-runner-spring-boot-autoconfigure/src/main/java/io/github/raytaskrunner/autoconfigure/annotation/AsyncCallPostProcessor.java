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

import org.springframework.aop.Advisor;
import org.springframework.aop.PointcutAdvisor;
import org.springframework.aop.framework.Advised;
import org.springframework.aop.interceptor.AsyncExecutionInterceptor;
import org.springframework.aop.support.DefaultPointcutAdvisor;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanPostProcessor;

/**
 * Puts an {@link AsyncCallInterceptor} before the advice that makes methods of beans
 * asynchronous. It has no order, and so comes after what puts that advice there.
 */
final class AsyncCallPostProcessor implements BeanPostProcessor {

	private final ObjectProvider<AsyncCallInterceptor> interceptor;

	AsyncCallPostProcessor(ObjectProvider<AsyncCallInterceptor> interceptor) {
		this.interceptor = interceptor;
	}

	@Override
	public Object postProcessAfterInitialization(Object bean, String beanName) {
		if (bean instanceof Advised advised && !advised.isFrozen()) {
			Advisor[] advisors = advised.getAdvisors();
			for (int i = advisors.length - 1; i >= 0; i--) {
				if (advisors[i] instanceof PointcutAdvisor advisor
						&& advisor.getAdvice() instanceof AsyncExecutionInterceptor) {
					advised.addAdvisor(i,
							new DefaultPointcutAdvisor(advisor.getPointcut(), this.interceptor.getObject()));
				}
			}
		}
		return bean;
	}

}
