-- The benchmark's protocol in SQL, whose answers are three-valued of themselves. Not clinically approved.
-- `cohort` stands for the rows: numbers are numbers, yes/no columns booleans, what is missing is NULL.
WITH conditions AS (
  SELECT *,
    muscle_cramps OR arrhythmia AS symptoms,
    serum_mg < 1.8 AS low,
    serum_mg < 1.2 AS very_low,
    serum_mg >= 1.8 AS normal
  FROM cohort),
outcomes AS (
  SELECT id,
    symptoms AS symptomatic,
    (symptoms OR other_electrolyte_abnormality) AND serum_mg IS NULL AS check_serum,
    low AS deficient,
    very_low AS severe,
    low AND NOT (symptoms AND very_low) AS oral,
    very_low AND symptoms AS iv,
    very_low OR (symptoms AND low) AS iv_consider,
    low OR muscle_cramps AS diet_advice,
    muscle_cramps AND normal AND age >= 60 AS idiopathic_note,
    pregnant AND muscle_cramps AS pregnancy_note,
    symptoms AND normal AS tissue_note,
    egfr < 30 AS caution_renal,
    on_oral_mg AND days_since_start >= 7 AS recheck_oral_due,
    on_oral_mg AND days_since_start > 14 AS recheck_oral_overdue,
    days_since_dose_change >= 14 AS recheck_dose_due,
    stable AND days_since_start >= 90 AS recheck_stable_due
  FROM conditions)
SELECT * FROM outcomes
