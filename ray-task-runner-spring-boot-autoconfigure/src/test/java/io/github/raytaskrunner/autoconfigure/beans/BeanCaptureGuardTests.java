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

import java.util.List;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import org.springframework.aop.framework.ProxyFactory;
import org.springframework.beans.factory.FactoryBean;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.context.support.GenericApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

class BeanCaptureGuardTests {

	private final DefaultListableBeanFactory beanFactory = new DefaultListableBeanFactory();

	private final FactoryBeanProducts products = new FactoryBeanProducts(this.beanFactory);

	private final BeanCaptureGuard guard = new BeanCaptureGuard(this.beanFactory, this.products, "by decision");

	@Test
	void refusesABeanByItsName() {
		Prices prices = new Prices();
		this.beanFactory.registerSingleton("prices", prices);
		assertThat(this.guard.refuse(prices)).startsWith("it is the Spring bean 'prices', and beans stay");
	}

	@Test
	void otherObjectsPassAlsoIfTheyEqualABean() {
		this.beanFactory.registerSingleton("name", new String("risk"));
		assertThat(this.guard.refuse(new String("risk"))).isNull();
		assertThat(this.guard.refuse(new Prices())).isNull();
	}

	@Test
	void refusesTheBeanBehindItsProxies() {
		Prices prices = new Prices();
		Object inner = proxy(prices, false);
		this.beanFactory.registerSingleton("prices", proxy(inner, false));
		assertThat(this.guard.refuse(prices)).contains("bean 'prices'");
		assertThat(this.guard.refuse(inner)).contains("bean 'prices'");
		assertThat(this.guard.refuse(this.beanFactory.getBean("prices"))).contains("bean 'prices'");
	}

	@Test
	void refusesTheBeanBehindItsClassBasedProxy() {
		Prices prices = new Prices();
		Prices proxy = (Prices) proxy(prices, true);
		this.beanFactory.registerSingleton("prices", proxy);
		// as in a method of the bean that captures this
		assertThat(this.guard.refuse(proxy.self())).contains("bean 'prices'");
		assertThat(this.guard.refuse(proxy)).contains("bean 'prices'");
	}

	@Test
	void refusesAProxyThatIsNoSingleton() {
		assertThat(this.guard.refuse(proxy(new Prices(), false))).contains("a proxy that Spring made of a bean");
	}

	@Test
	void refusesTheContext() {
		try (GenericApplicationContext context = new GenericApplicationContext(this.beanFactory)) {
			assertThat(this.guard.refuse(context)).contains("the application context");
			assertThat(this.guard.refuse(this.beanFactory)).contains("the application context");
		}
	}

	@Test
	void prototypesAreData() {
		this.beanFactory.registerBeanDefinition("prices", definition(BeanDefinition.SCOPE_PROTOTYPE));
		assertThat(this.guard.refuse(this.beanFactory.getBean("prices"))).isNull();
	}

	@Test
	void refusesABeanThatWasCreatedLater() {
		this.beanFactory.registerBeanDefinition("prices", definition(BeanDefinition.SCOPE_SINGLETON));
		assertThat(this.guard.refuse("")).isNull();
		assertThat(this.guard.refuse(this.beanFactory.getBean("prices"))).contains("bean 'prices'");
	}

	@Test
	void refusesABeanOfTheParentContext() {
		try (GenericApplicationContext parent = new GenericApplicationContext();
				GenericApplicationContext child = new GenericApplicationContext(parent)) {
			parent.registerBeanDefinition("prices", definition(BeanDefinition.SCOPE_SINGLETON));
			((RootBeanDefinition) parent.getBeanDefinition("prices")).setLazyInit(true);
			parent.refresh();
			child.refresh();
			BeanCaptureGuard guard = new BeanCaptureGuard(child.getBeanFactory(), this.products, "by decision");
			assertThat(guard.refuse("")).isNull();
			assertThat(guard.refuse(parent.getBean("prices"))).contains("bean 'prices'");
			assertThat(guard.refuse(parent)).contains("the application context");
		}
	}

	@Test
	void beansBeingCreatedAreLeftAloneUntilTheyAreThere() {
		this.beanFactory.registerBeanDefinition("prices", new RootBeanDefinition(PricesAskingGuard.class,
				BeanDefinition.SCOPE_SINGLETON, () -> new PricesAskingGuard(this.guard)));
		PricesAskingGuard prices = this.beanFactory.getBean(PricesAskingGuard.class);
		assertThat(this.guard.refuse(prices)).contains("bean 'prices'");
	}

	@Test
	void refusesAFactoryOfBeans() {
		PricesFactory factory = new PricesFactory();
		this.beanFactory.registerSingleton("prices", factory);
		assertThat(this.guard.refuse(factory)).contains("bean 'prices'");
	}

	@Test
	void refusesWhatAFactoryHasMade() {
		this.beanFactory.addBeanPostProcessor(this.products);
		this.beanFactory.registerSingleton("prices", new PricesFactory());
		assertThat(this.guard.refuse(this.beanFactory.getBean("prices"))).contains("bean 'prices'");
	}

	@Test
	void whatAFactoryOfPrototypesMakesIsData() {
		this.beanFactory.addBeanPostProcessor(this.products);
		this.beanFactory.registerSingleton("prices", new PricesFactory() {

			@Override
			public boolean isSingleton() {
				return false;
			}

		});
		assertThat(this.guard.refuse(this.beanFactory.getBean("prices"))).isNull();
	}

	@Test
	void prototypesAreDataAlsoAfterProcessing() {
		this.beanFactory.addBeanPostProcessor(this.products);
		this.beanFactory.registerBeanDefinition("prices", definition(BeanDefinition.SCOPE_PROTOTYPE));
		assertThat(this.guard.refuse(this.beanFactory.getBean("prices"))).isNull();
		this.beanFactory.registerBeanDefinition("singleton", definition(BeanDefinition.SCOPE_SINGLETON));
		assertThat(this.products.referenceTo(this.beanFactory.getBean("singleton"))).isNull();
	}

	@Test
	void doesNotAskForTheBeansOfAFactory() {
		PricesFactory factory = new PricesFactory();
		this.beanFactory.registerSingleton("prices", factory);
		this.guard.refuse("");
		assertThat(factory.created).isFalse();
	}

	private static RootBeanDefinition definition(String scope) {
		return new RootBeanDefinition(Prices.class, scope, Prices::new);
	}

	private static Object proxy(Object target, boolean classBased) {
		ProxyFactory factory = new ProxyFactory(target);
		factory.setProxyTargetClass(classBased);
		return factory.getProxy();
	}

	static class Prices implements Supplier<List<String>> {

		@Override
		public List<String> get() {
			return List.of();
		}

		Prices self() {
			return this;
		}

	}

	static final class PricesAskingGuard extends Prices implements InitializingBean {

		private final BeanCaptureGuard guard;

		PricesAskingGuard(BeanCaptureGuard guard) {
			this.guard = guard;
		}

		@Override
		public void afterPropertiesSet() {
			assertThat(this.guard.refuse(this)).isNull();
		}

	}

	static class PricesFactory implements FactoryBean<Prices> {

		private boolean created;

		@Override
		public Prices getObject() {
			this.created = true;
			return new Prices();
		}

		@Override
		public @Nullable Class<?> getObjectType() {
			return Prices.class;
		}

	}

}
