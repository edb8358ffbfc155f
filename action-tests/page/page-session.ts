import { after } from 'node:test';
import type { Browser, Page } from 'puppeteer-core';
import { startBrowser } from './browser.ts';

export const DESKTOP = { width: 1200, height: 800 };
export const TABLET = { width: 768, height: 1024 };
export const PHONE = { width: 375, height: 740 };

/** A browser page. Its errors and warnings are in `messages`. */
export class PageSession {
  readonly messages: string[] = [];
  readonly page: Page;
  readonly #base: string;

  private constructor(page: Page, base: string) {
    this.page = page;
    this.#base = base;
    page.on('pageerror', (error) => this.messages.push(String(error)));
    page.on('console', (message) => {
      if (message.type() === 'error' || message.type() === 'warn') this.messages.push(message.text());
    });
  }

  /** Opens a page, which is closed with the browser. */
  static async open(browser: Browser, base: string): Promise<PageSession> {
    const page = await browser.newPage();
    await page.setViewport(DESKTOP);
    return new PageSession(page, base);
  }

  async open(path: string): Promise<void> {
    await this.page.goto(`${this.#base}${path}`);
  }

  /** Clicks an element that navigates to another page. */
  async clickAndNavigate(selector: string): Promise<void> {
    await Promise.all([this.page.waitForNavigation(), this.page.locator(selector).click()]);
  }

  /** Follows the first link with this text. */
  follow(text: string): Promise<void> {
    return this.clickAndNavigate(`a ::-p-text(${text})`);
  }

  /** Waits until the text of the first of these elements contains a string. */
  async waitForText(selector: string, text: string): Promise<void> {
    const expression = `document.querySelector(${JSON.stringify(selector)})?.textContent.includes(${JSON.stringify(text)})`;
    await this.page.waitForFunction(expression);
  }

  /** The text of each of these elements. */
  texts(selector: string): Promise<string[]> {
    return this.page.$$eval(selector, (found) => found.map((element) => element.textContent.trim()));
  }

  heading(): Promise<string> {
    return this.page.$eval('h1', (found) => found.textContent);
  }
}

/** A browser for the tests of one file. */
export async function launchTestBrowser(): Promise<Browser> {
  const browser = await startBrowser();
  after(() => browser.close());
  return browser;
}
