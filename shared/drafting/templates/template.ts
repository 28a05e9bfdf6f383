import { z } from 'zod';
import products from './products.json' with { type: 'json' };

const sectionFields = {
  key: z.string(),
  heading: z.string(),
  required: z.boolean(),
  guidance: z.string().optional(),
};

/** A section of a template: its heading, what to write there, and whether it must be filled. */
export const Section = z.object({ ...sectionFields, sections: z.array(z.object(sectionFields)).default([]) });

/** A check that a product's text has to pass, with what follows when it does not. */
export const Check = z.object({ id: z.string(), rule: z.string(), severity: z.enum(['error', 'warning', 'info']) });

/** The national headings and guidance for a product, in one numbered version. */
export const Template = z.object({ id: z.string(), version: z.int(), label: z.string(), sections: z.array(Section) });

/** A kind of document with its templates and checks. */
export const Product = z.object({
  id: z.string(),
  name: z.string(),
  purpose: z.string(),
  cadence: z.string(),
  templates: z.array(Template).min(1),
  checks: z.array(Check),
});

export type Section = z.infer<typeof Section>;
export type Template = z.infer<typeof Template>;
export type Product = z.infer<typeof Product>;

const known = z.object({ products: z.array(Product) }).parse(products).products;

/** Every kind of document, in the order they are offered. */
export function listProducts(): readonly Product[] {
  return known;
}

/** A product by id, or undefined. */
export function getProduct(id: string): Product | undefined {
  return known.find((product) => product.id === id);
}

/** The name of a product as people say it; an unknown one is just a document. */
export function productName(id: string): string {
  return getProduct(id)?.name ?? 'Document';
}

/** One version of one template of a product, or undefined. */
export function getTemplate(productId: string, templateId: string, version: number): Template | undefined {
  return getProduct(productId)?.templates.find((template) => template.id === templateId && template.version === version);
}
