import { SsmkitError } from '../core/errors.ts';
import { type TemplateFields, templateHas } from '../core/parameter/template.ts';
import type { ParameterStore } from '../core/ports.ts';
import { discoverServices } from '../gather/export-source.ts';
import type { CommandSettings } from './context.ts';

export interface ChosenServices {
  /** None where the path template has no {service}, or nothing was found. */
  readonly services: readonly string[];
  /** The services are those of the settings, since finding them was denied. */
  readonly discoveryDenied: boolean;
}

/** The services of an environment: named, found, or, where finding them is denied, those of the settings. */
export async function chooseServices(
  { template, services }: CommandSettings,
  store: ParameterStore,
  fields: TemplateFields,
  named: readonly string[],
  onService?: (service: string) => void,
): Promise<ChosenServices> {
  if (named.length > 0 || !templateHas(template, 'service')) {
    return { services: named, discoveryDenied: false };
  }
  try {
    const found = await discoverServices(store, { template, fields }, onService);
    return { services: found, discoveryDenied: false };
  } catch (error) {
    const denied = error instanceof SsmkitError && error.code === 'denied';
    if (!denied || services.length === 0) throw error;
    return { services, discoveryDenied: true };
  }
}
