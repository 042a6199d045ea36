import 'reflect-metadata';
import { watchTenants } from './tenant-watch.js';

watchTenants();
