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

import java.util.function.IntSupplier;

import io.github.raytaskrunner.TaskSerializationException;
import io.github.raytaskrunner.serialization.BeanReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import org.springframework.aop.framework.ProxyFactory;
import org.springframework.beans.factory.FactoryBean;
import org.springframework.beans.factory.SmartFactoryBean;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link ContextBeans}. Which objects are beans: {@link BeanCaptureGuardTests}.
 */
class ContextBeansTests {

	private final DefaultListableBeanFactory beanFactory = new DefaultListableBeanFactory();

	private final FactoryBeanProducts products = new FactoryBeanProducts(this.beanFactory);

	private final ContextBeans beans = new ContextBeans(this.beanFactory, this.products);

	@Test
	void beanGoesByItsName() {
		Prices prices = new Prices();
		this.beanFactory.registerSingleton("prices", prices);
		assertThat(this.beans.referenceTo(prices)).isEqualTo(new BeanReference("prices", false));
		assertThat(this.beans.resolve(new BeanReference("prices", false))).isSameAs(prices);
		assertThat(this.beans.referenceTo(new Prices())).isNull();
	}

	@Test
	void proxyAndWhatIsBehindItAreToldApart() {
		Prices prices = new Prices();
		Object inner = new ProxyFactory(prices).getProxy();
		Object outer = new ProxyFactory(inner).getProxy();
		this.beanFactory.registerSingleton("prices", outer);
		BeanReference proxy = new BeanReference("prices", false);
		BeanReference target = new BeanReference("prices", true);
		assertThat(this.beans.referenceTo(outer)).isEqualTo(proxy);
		assertThat(this.beans.referenceTo(prices)).isEqualTo(target);
		assertThat(this.beans.resolve(proxy)).isSameAs(outer);
		assertThat(this.beans.resolve(target)).isSameAs(prices);
	}

	@Test
	void whatIsBehindProxiesIsTheBeanWhereThereAreNone() {
		Prices prices = new Prices();
		this.beanFactory.registerSingleton("prices", prices);
		assertThat(this.beans.resolve(new BeanReference("prices", true))).isSameAs(prices);
	}

	@Test
	void factoryAndWhatItMadeAreToldApart() {
		this.beanFactory.addBeanPostProcessor(this.products);
		PricesFactory factory = new PricesFactory();
		this.beanFactory.registerSingleton("prices", factory);
		Object made = this.beanFactory.getBean("prices");
		BeanReference ofFactory = this.beans.referenceTo(factory);
		BeanReference ofMade = this.beans.referenceTo(made);
		assertThat(ofFactory).isNotNull();
		assertThat(ofMade).isNotNull();
		assertThat(this.beans.resolve(ofFactory)).isSameAs(factory);
		assertThat(this.beans.resolve(ofMade)).isSameAs(made);
	}

	@Test
	void whatAFactoryMadeBesidesIsNotTheBeanOfItsName() {
		this.beanFactory.addBeanPostProcessor(this.products);
		this.beanFactory.registerSingleton("prices", new PricesAndSharesFactory());
		Object shares = this.beanFactory.getBean("prices", Shares.class);
		Object prices = this.beanFactory.getBean("prices");
		assertThat(this.beans.referenceTo(shares)).isNull();
		assertThat(this.beans.referenceTo(prices)).isEqualTo(new BeanReference("prices", false));
	}

	@Test
	void whatAFactoryMadeIsTheBeanAlsoBehindAProxy() {
		this.beanFactory.addBeanPostProcessor(new Proxying());
		this.beanFactory.addBeanPostProcessor(this.products);
		this.beanFactory.registerSingleton("prices", new PricesAndSharesFactory());
		Object prices = this.beanFactory.getBean("prices");
		assertThat(prices).isNotInstanceOf(Prices.class);
		assertThat(this.beans.referenceTo(prices)).isEqualTo(new BeanReference("prices", false));
	}

	@Test
	void missingBeanIsNamed() {
		assertThatExceptionOfType(TaskSerializationException.class)
			.isThrownBy(() -> this.beans.resolve(new BeanReference("prices", false)))
			.withMessageContaining("bean 'prices', which cannot be had here: No bean named 'prices' available");
	}

	static class Prices implements IntSupplier {

		@Override
		public int getAsInt() {
			return 1;
		}

	}

	static class PricesFactory implements FactoryBean<Prices> {

		@Override
		public Prices getObject() {
			return new Prices();
		}

		@Override
		public Class<?> getObjectType() {
			return Prices.class;
		}

	}

	record Shares(int number) {

	}

	static class PricesAndSharesFactory implements SmartFactoryBean<Prices> {

		private final Prices prices = new Prices();

		@Override
		public Prices getObject() {
			return this.prices;
		}

		@Override
		public <S> @Nullable S getObject(Class<S> type) {
			return type.cast((type == Shares.class) ? new Shares(1) : this.prices);
		}

		@Override
		public boolean supportsType(Class<?> type) {
			return type.isAssignableFrom(Shares.class) || type.isAssignableFrom(Prices.class);
		}

		@Override
		public Class<?> getObjectType() {
			return Prices.class;
		}

	}

	static class Proxying implements BeanPostProcessor {

		@Override
		public Object postProcessAfterInitialization(Object bean, String beanName) {
			return new ProxyFactory(bean).getProxy();
		}

	}

}
