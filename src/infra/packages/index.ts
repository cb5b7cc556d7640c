export { OPTIONAL_PACKAGES, installCommand, optional, type OptionalPackage } from './optional.js';
