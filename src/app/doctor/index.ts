export { runDoctor, type DoctorOptions, type DoctorReport } from './doctor.js';
