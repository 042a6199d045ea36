import { writeFileSync } from 'node:fs';
import { Configuration } from './configuration.js';
import { configurationPage, environmentExample } from './reference.js';
import { variablesOf } from './variable.js';

// `npm run generate`: writes what is generated from the configuration class.
const variables = variablesOf(Configuration.prototype);
writeFileSync('docs/configuration.md', configurationPage(variables));
writeFileSync('.env.example', environmentExample(variables));
