/**
 * profile/ - engines by version: defaults of their settings, whose kernels they run, and the overheads they add, as named terms.
 * In: an engine's name and version as people and published rows write them. Out: an EngineProfile.
 */
export * from './engine-profile.ts';
export { FITTED_OVERHEADS } from './fitted-overheads.generated.ts';
export * from './local.ts';
export * from './overheads.ts';
export * from './profile-for.ts';
export * from './profiles.ts';
